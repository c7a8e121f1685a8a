/**
 * Makes `text` the content of a text field, the caret at `caret`, as if it had been typed: the field's own undo takes it
 * back, and its `input` listeners hear of it. Only the stretch that differs is replaced.
 */
export function writeInto(field: HTMLTextAreaElement, text: string, caret: number): void {
  const before = field.value
  let from = 0
  while (from < before.length && from < text.length && before[from] === text[from]) from++
  let tail = 0
  const most = Math.min(before.length, text.length) - from
  while (tail < most && before.at(-1 - tail) === text.at(-1 - tail)) tail++
  const put = text.slice(from, text.length - tail)
  field.focus({ preventScroll: true })
  field.setSelectionRange(from, before.length - tail)
  if (from === before.length - tail && put === '') {
    field.setSelectionRange(caret, caret)
    return
  }
  // Deprecated and without a successor: nothing else keeps the field's undo history.
  const done = put === '' ? document.execCommand('delete') : document.execCommand('insertText', false, put)
  if (!done) {
    field.setRangeText(put, from, before.length - tail, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  field.setSelectionRange(caret, caret)
}
