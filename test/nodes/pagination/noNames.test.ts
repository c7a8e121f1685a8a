// What pages by general means names no service: a branch on a name would be the end of that.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../src')

/** Services of the matrix by the words that only they are called. */
const names =
  /\b(?:stripe|github|gitlab|salesforce|soql|hubspot|shopify|slack|notion|jira|atlassian|bitbucket|zendesk|airtable|google|youtube|microsoft|dataverse|x-parse|back4app|dynamodb|amazonaws|azure|klaviyo|asana|discord|marketo|wordpress|woocommerce|zoom|elasticsearch|quickbooks|conductor|xero|dropbox|plaid|paypal|reddit|mediawiki|salesloft|netsuite)\b/i

const namesIn = (text: string): string[] =>
  text.split('\n').filter((line) => names.test(line.replace(/https?:\/\/\S+/g, '')))

function sources(room: string): string[] {
  const folder = join(root, room)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(folder, path))
}

test('the names are found where they stand', () => {
  expect(namesIn('// as Shopify does it\nconst one = 1')).toHaveLength(1)
})

test.each(['engine', 'nodes', 'formats'])('%s names no service', (room) => {
  for (const path of sources(room))
    expect({ path, lines: namesIn(readFileSync(path, 'utf8')) }).toEqual({ path, lines: [] })
})
