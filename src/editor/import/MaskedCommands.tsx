import type { MaskedSource } from '../../formats/curl/import/maskSource.ts'
import styles from './ImportCurlDialog.module.css'

export interface MaskedCommandsProps {
  source: MaskedSource
}

/** Curl commands as they were pasted, with their secrets hidden. */
export function MaskedCommands({ source: { text = '', secrets } }: MaskedCommandsProps) {
  const pieces = secrets.map(({ from, to }, at) => ({
    from: secrets[at - 1]?.to ?? 0,
    before: text.slice(secrets[at - 1]?.to ?? 0, from),
    secret: text.slice(from, to),
  }))
  const last = secrets.at(-1)?.to ?? 0
  return (
    // A long command is scrolled by keys, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.source} tabIndex={0} aria-label="The commands, their secrets hidden">
      {pieces.map(({ from, before, secret }) => (
        <span key={from}>
          <Inked text={before} from={from} />
          <mark className={styles.secret}>{secret}</mark>
        </span>
      ))}
      <Inked text={text.slice(last)} from={last} />
    </pre>
  )
}

/** The word that a command begins with is inked where it begins a line: a body may speak of curl, too. */
function Inked({ text, from }: { text: string; from: number }) {
  const words = wordsIn(text, from === 0)
  return (
    <>
      {words.map(({ start, end }, at) => (
        <span key={start}>
          {text.slice(words[at - 1]?.end ?? 0, start)}
          <span className={styles.command}>{text.slice(start, end)}</span>
        </span>
      ))}
      {text.slice(words.at(-1)?.end ?? 0)}
    </>
  )
}

/** What stands behind a secret is within a line: there, only what follows a break begins one. */
const wordsIn = (text: string, beginsLine: boolean): { start: number; end: number }[] =>
  [...text.matchAll(/(^|\n)([^\S\n]*(?:[$>#%][^\S\n]+)?)(curl(?:\.exe)?)(?=\s)/gi)].flatMap(
    ({ index, 1: lineBreak = '', 2: prompt = '', 3: word = '' }) => {
      const start = index + lineBreak.length + prompt.length
      return lineBreak === '' && !beginsLine ? [] : [{ start, end: start + word.length }]
    },
  )
