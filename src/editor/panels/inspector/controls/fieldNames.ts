/** A name for expressions made from a title: `Customer ID` → `customerId`. Letters lose their marks; empty where none is left. */
export function fieldNameFromTitle(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  const name = words
    .map((word, at) => {
      const lower = word === word.toUpperCase() ? word.toLowerCase() : word
      const first = at === 0 ? lower.charAt(0).toLowerCase() : lower.charAt(0).toUpperCase()
      return first + lower.slice(1)
    })
    .join('')
  return /^[0-9]/.test(name) ? `_${name}` : name
}

/** The name itself where it is free, otherwise with the next number behind it. */
export function uniqueFieldName(taken: readonly string[], wanted: string): string {
  if (!taken.includes(wanted)) return wanted
  for (let number = 2; ; number++) if (!taken.includes(`${wanted}${number}`)) return `${wanted}${number}`
}
