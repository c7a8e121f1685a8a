import type { Page } from 'playwright-core'

/**
 * The forms in which a secret may lie about: as it is, percent-encoded, as part of a JSON text, and in base64 (RFC 4648, both
 * alphabets), where it looks different at each of three places of a longer text: there, what does not depend on its
 * neighbours is looked for.
 */
export function formsOf(secret: string): ReadonlyMap<string, string> {
  const forms = new Map([
    ['raw', secret],
    ['percent', encodeURIComponent(secret)],
    ['form', new URLSearchParams({ v: secret }).toString().slice(2)],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
  ])
  for (const alphabet of ['base64', 'base64url'] as const)
    for (const shift of [0, 1, 2]) {
      const text = Buffer.from(' '.repeat(shift) + secret).toString(alphabet)
      forms.set(
        `${alphabet} at ${shift}`,
        text
          .slice(shift === 0 ? 0 : 4)
          .replace(/=+$/, '')
          .slice(0, -1),
      )
    }
  return forms
}

/** Which forms of the secrets a text holds: `where: form`. Nothing of the secret is in the answer. */
export function find(secrets: readonly string[], where: string, text: string): string[] {
  return secrets.flatMap((secret) =>
    [...formsOf(secret)].flatMap(([form, looks]) => (text.includes(looks) ? [`${where}: ${form}`] : [])),
  )
}

/** All that a page keeps: every row of every IndexedDB database, both storages, its caches' and its own address, what it shows. */
export function keptBy(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
      })
    const text = (value: unknown) =>
      JSON.stringify(value, (_, member: unknown) => {
        if (typeof member === 'bigint') return `${member}`
        if (member instanceof Map || member instanceof Set) return [...member]
        if (ArrayBuffer.isView(member) || member instanceof ArrayBuffer)
          return new TextDecoder('latin1').decode(member)
        return member
      })
    const kept: Record<string, string> = {}
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const rows = await asked(database.transaction(store).objectStore(store).getAll())
        kept[`IndexedDB ${name} ${store} (${rows.length} rows)`] = text(rows)
      }
      database.close()
    }
    kept['localStorage'] = text(Object.entries(localStorage))
    kept['sessionStorage'] = text(Object.entries(sessionStorage))
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      kept[`cache ${name}`] = text((await cache.keys()).map(({ url }) => url))
    }
    kept['address'] = text([location.href, history.state, document.cookie])
    kept['page'] = document.documentElement.outerHTML
    kept['fields'] = text(
      [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value),
    )
    return kept
  })
}
