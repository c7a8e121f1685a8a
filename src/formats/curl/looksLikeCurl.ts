/** Whether a pasted text holds a curl command: the word at the beginning of a line, behind a prompt or another command. */
export const looksLikeCurl = (text: string): boolean =>
  /(?:^|[\n;&|(`])[^\S\n]*(?:[$>#%]\s*)?(?:\S*[/\\])?curl(?:\.exe)?\s+\S/i.test(text.slice(0, 100_000))
