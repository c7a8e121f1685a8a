/** Whether a text may hold `{{ expressions }}`. Cheap: false means that it is only text. */
export const isTemplated = (source: string): boolean => source.includes('{{')
