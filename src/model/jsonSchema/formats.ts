import { fieldTypeFacts } from '../fieldTypes.ts'

/** What a format of a text is, and the words for it: they go on from "should be ". */
interface Format {
  readonly words: string
  fits(text: string): boolean
}

const matches = (words: string, pattern: RegExp): Format => ({ words, fits: (text) => pattern.test(text) })

const isIpv4 = (text: string) =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) &&
  text.split('.').every((part) => Number(part) <= 255 && String(Number(part)) === part)

function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2 || text.length > 45) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1)
  const mapped = last !== undefined && last.includes('.') && isIpv4(last)
  if (!groups.every((group, at) => /^[0-9a-f]{1,4}$/i.test(group) || (mapped && at === groups.length - 1)))
    return false
  const count = groups.length + (mapped ? 1 : 0)
  return halves.length === 2 ? count < 8 : count === 8
}

const isHostname = (text: string) =>
  text.length <= 253 &&
  text.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))

function isTime(text: string): boolean {
  return fieldTypeFacts['date-time'].fits(`2000-01-01T${text}`)
}

/**
 * The formats of JSON Schema (2020-12, Validation, 7.3) that are checked, and each in time that grows with the text alone. Others say
 * nothing of what is valid, as the specification has it.
 */
export const formats: Readonly<Record<string, Format>> = {
  date: { words: fieldTypeFacts.date.words, fits: (text) => fieldTypeFacts.date.fits(text) },
  'date-time': {
    words: fieldTypeFacts['date-time'].words,
    fits: (text) => fieldTypeFacts['date-time'].fits(text),
  },
  time: { words: 'a time such as 09:30:00Z', fits: isTime },
  duration: {
    words: 'a duration such as P1DT12H',
    fits: (text) =>
      /^P(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/.test(text) &&
      !text.endsWith('P') &&
      !text.endsWith('T'),
  },
  email: matches('an e-mail address such as ana@example.com', /^[^\s@]{1,64}@[^\s@]{1,255}$/),
  hostname: { words: 'a host name such as api.example.com', fits: isHostname },
  ipv4: { words: 'an IPv4 address such as 192.0.2.1', fits: isIpv4 },
  ipv6: { words: 'an IPv6 address such as 2001:db8::1', fits: isIpv6 },
  uri: matches('an address such as https://example.com/a', /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i),
  'uri-reference': matches('an address, or a part of one such as /a', /^[^\s<>"{}|\\^`]*$/),
  uuid: matches(
    'a UUID such as 123e4567-e89b-12d3-a456-426614174000',
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  ),
  'json-pointer': matches('a JSON Pointer such as /a/0', /^(?:\/(?:[^~/]|~[01])*)*$/),
}
