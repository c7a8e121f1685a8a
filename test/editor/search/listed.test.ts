import { describe, expect, it } from 'vitest'
import { listed, mostOfGroup } from '../../../src/editor/search/listed.ts'

const nodes = Array.from({ length: 5_000 }, (_, at) => ({ label: `Step ${at}`, group: 'Nodes' }))
const pages = [
  { label: 'Credentials', group: 'Pages' },
  { label: 'Runs', group: 'Pages' },
]

describe('what the palette lists of a graph of 5,000 nodes', () => {
  it('is no more of each group than a person reads, and some of every group', () => {
    const found = listed([...nodes, ...pages], '')
    expect(found.filter(({ group }) => group === 'Nodes')).toHaveLength(mostOfGroup)
    expect(found.filter(({ group }) => group === 'Pages')).toHaveLength(2)
  })

  it('has the one that is typed whole, wherever it stands', () => {
    expect(listed([...nodes, ...pages], 'step 4999').map(({ label }) => label)).toEqual(['Step 4999'])
  })
})
