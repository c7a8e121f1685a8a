/** Joins class names and leaves out what is not there: `cx(styles.root, open && styles.open)`. */
export function cx(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ')
}
