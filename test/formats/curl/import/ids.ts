/** Ids that count, so that two imports of one text are alike. */
export function counting(prefix = 'id'): () => string {
  let next = 0
  return () => `${prefix}${next++}`
}
