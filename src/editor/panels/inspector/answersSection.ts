/** Under which it is remembered whether the answers of a request are shown. */
export const answersSection = 'request/Sample answers'
