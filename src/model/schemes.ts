import type { Authentication, CredentialField, Login, Placement } from './document.ts'

/** One question of a scheme's form. Answers are texts; a choice's is the value of one of its options. */
export interface SchemeOption {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly control: 'text' | 'choice'
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly default: string
  readonly placeholder?: string
}

/** What an authentication becomes: what a person fills in, and where it goes. The engine knows only these. */
export type SchemeParts = Pick<Authentication, 'fields' | 'placements'> & {
  /** Signs in by a request of its own; undefined: what people fill in is all there is. */
  readonly login?: Login | undefined
  readonly expiry?: Authentication['expiry']
}

/** A way to sign in, as data: the service's form draws it, the engine never asks which it was. */
export interface Scheme {
  readonly scheme: string
  readonly title: string
  readonly description: string
  readonly options: readonly SchemeOption[]
  /** Makes the parts from the answers; what is not answered takes its default. */
  make(answers?: Readonly<Record<string, string>>): SchemeParts
  /** The answers that make such parts again; undefined where a person has changed them to something else. */
  recognise(parts: SchemeParts): Readonly<Record<string, string>> | undefined
}

const secretField = (name: string, title: string, description = ''): CredentialField => ({
  name,
  title,
  secret: true,
  filledBy: 'user',
  required: true,
  description,
})

const shownField = (name: string, title: string): CredentialField => ({
  ...secretField(name, title),
  secret: false,
})

const places = [
  { value: 'header', label: 'Header' },
  { value: 'query', label: 'Query parameter' },
  { value: 'cookie', label: 'Cookie' },
] as const

type Definition = Omit<Scheme, 'make' | 'recognise'> & {
  readonly parts: (answers: Readonly<Record<string, string>>) => SchemeParts
  /** Reads the answers off the parts; whether they make them again is checked for all schemes alike. */
  readonly read: (parts: SchemeParts) => Readonly<Record<string, string>>
}

function defineScheme({ parts, read, ...facts }: Definition): Scheme {
  const make = (answers: Readonly<Record<string, string>> = {}) =>
    parts(
      Object.fromEntries(
        facts.options.map((option) => [option.name, answers[option.name] ?? option.default]),
      ),
    )
  return {
    ...facts,
    make,
    recognise(found) {
      const answers = read(found)
      return sameWay(make(answers), found) ? answers : undefined
    },
  }
}

/** Titles and descriptions are the author's to change; names, secrecy and places are what a scheme is. */
function sameWay(a: SchemeParts, b: SchemeParts): boolean {
  const way = ({ fields, placements, login }: SchemeParts) =>
    JSON.stringify([
      fields.map(({ name, secret }) => [name, secret]),
      placements.map((placement) => [placement.in, placement.name, placement.value]),
      login ?? null,
    ])
  return way(a) === way(b)
}

const prefixed = (prefix: string, reference: string) =>
  prefix.trim() === '' ? reference : `${prefix.trim()} ${reference}`

function prefixOf(placement: Placement | undefined): string {
  const value = placement?.value ?? ''
  return value.slice(0, Math.max(0, value.indexOf('{{'))).trim()
}

const none = defineScheme({
  scheme: 'none',
  title: 'None',
  description: 'The service asks nobody to sign in.',
  options: [],
  parts: () => ({ fields: [], placements: [] }),
  read: () => ({}),
})

const apiKey = defineScheme({
  scheme: 'api-key',
  title: 'API key',
  description: 'One key, sent with every request in a header, the query or a cookie.',
  options: [
    { name: 'in', label: 'Send it in', control: 'choice', options: places, default: 'header' },
    { name: 'name', label: 'Name', control: 'text', default: 'X-API-Key', placeholder: 'X-API-Key' },
    {
      name: 'prefix',
      label: 'Prefix',
      hint: 'Stands before the key, with a blank between: “Token”.',
      control: 'text',
      default: '',
    },
  ],
  parts: (answers) => ({
    fields: [secretField('key', 'API key')],
    placements: [
      {
        in: places.find(({ value }) => value === answers['in'])?.value ?? 'header',
        name: answers['name'] ?? '',
        value: prefixed(answers['prefix'] ?? '', '{{ auth.key }}'),
      },
    ],
  }),
  read: ({ placements: [placement] }) => ({
    in: placement?.in ?? 'header',
    name: placement?.name ?? '',
    prefix: prefixOf(placement),
  }),
})

/** RFC 7617. */
const basic = defineScheme({
  scheme: 'basic',
  title: 'Basic',
  description: 'User name and password, sent as RFC 7617 says.',
  options: [],
  parts: () => ({
    fields: [
      shownField('username', 'User name'),
      // Services that take a key for the user name want nothing for the password.
      { ...secretField('password', 'Password'), required: false },
    ],
    placements: [
      {
        in: 'header',
        name: 'Authorization',
        value: 'Basic {{ auth.username | append: ":" | append: auth.password | base64_encode }}',
      },
    ],
  }),
  read: () => ({}),
})

/** RFC 6750. */
const bearer = defineScheme({
  scheme: 'bearer',
  title: 'Bearer token',
  description: 'A token in the Authorization header, sent as RFC 6750 says.',
  options: [
    {
      name: 'prefix',
      label: 'Word before the token',
      hint: 'Nearly always Bearer.',
      control: 'text',
      default: 'Bearer',
    },
  ],
  parts: (answers) => ({
    fields: [secretField('token', 'Token')],
    placements: [
      { in: 'header', name: 'Authorization', value: prefixed(answers['prefix'] ?? '', '{{ auth.token }}') },
    ],
  }),
  read: ({ placements: [placement] }) => ({ prefix: prefixOf(placement) }),
})

const loginMethods = [
  { value: 'POST', label: 'POST' },
  { value: 'GET', label: 'GET' },
  { value: 'PUT', label: 'PUT' },
] as const

const loginSends = [
  { value: 'json', label: 'JSON body' },
  { value: 'form', label: 'Form body' },
  { value: 'query', label: 'Query' },
  { value: 'basic', label: 'Basic header' },
] as const

const basicHeader: Placement = {
  in: 'header',
  name: 'Authorization',
  value: 'Basic {{ auth.username | append: ":" | append: auth.password | base64_encode }}',
}

/** Who signs in, to be sent as the answer to *Send as* says. */
function loginPlacements(sends: string, user: string, password: string): Placement[] {
  if (sends === 'basic') return [basicHeader]
  const place = sends === 'query' ? 'query' : 'body'
  return [
    { in: place, name: user, value: '{{ auth.username }}' },
    { in: place, name: password, value: '{{ auth.password }}' },
  ]
}

/** A call that returns a token; everything else it may need is added by hand, as with Custom. */
const loginRequest = defineScheme({
  scheme: 'login',
  title: 'Login request',
  description:
    'A call that takes who signs in and answers with a token, which every other request carries. It is made before the first request, and again when the token has expired.',
  options: [
    { name: 'method', label: 'Method', control: 'choice', options: loginMethods, default: 'POST' },
    {
      name: 'url',
      label: 'Address',
      hint: 'A path behind the base URL, or a whole address.',
      control: 'text',
      default: '/login',
      placeholder: '/login',
    },
    { name: 'sends', label: 'Send as', control: 'choice', options: loginSends, default: 'json' },
    { name: 'user', label: 'Name of the user', control: 'text', default: 'username' },
    { name: 'password', label: 'Name of the password', control: 'text', default: 'password' },
    {
      name: 'token',
      label: 'Token in the answer',
      hint: 'Its path, such as data.access_token.',
      control: 'text',
      default: 'token',
    },
    { name: 'header', label: 'Header for it', control: 'text', default: 'Authorization' },
    { name: 'prefix', label: 'Word before it', control: 'text', default: 'Bearer' },
  ],
  parts: (answers) => ({
    fields: [
      shownField('username', 'User name'),
      secretField('password', 'Password'),
      { ...secretField('token', 'Token'), filledBy: 'login' },
    ],
    placements: [
      {
        in: 'header',
        name: answers['header'] ?? '',
        value: prefixed(answers['prefix'] ?? '', '{{ auth.token }}'),
      },
    ],
    login: {
      method: loginMethods.find(({ value }) => value === answers['method'])?.value ?? 'POST',
      url: answers['url'] ?? '',
      sends: answers['sends'] === 'form' ? 'form' : 'json',
      placements: loginPlacements(answers['sends'] ?? '', answers['user'] ?? '', answers['password'] ?? ''),
      reads: [{ field: 'token', in: 'body', at: answers['token'] ?? '' }],
    },
    expiry: [{ when: 'status', number: 401 }],
  }),
  read: ({ placements: [placement], login }) => {
    const [first, second] = login?.placements ?? []
    const byName = first?.in === 'body' || first?.in === 'query'
    return {
      method: login?.method ?? 'POST',
      url: login?.url ?? '',
      sends: first?.in === 'query' ? 'query' : first?.in === 'header' ? 'basic' : (login?.sends ?? 'json'),
      ...(byName && { user: first.name }),
      ...(byName && { password: second?.name ?? '' }),
      token: login?.reads[0]?.at ?? '',
      header: placement?.name ?? '',
      prefix: prefixOf(placement),
    }
  },
})

const custom: Scheme = {
  scheme: 'custom',
  title: 'Custom',
  description:
    'Any fields, each put where the service wants it: several headers at once, a body field, a part of a text.',
  options: [],
  make: () => ({
    fields: [secretField('key', 'Key')],
    placements: [{ in: 'header', name: 'X-API-Key', value: '{{ auth.key }}' }],
  }),
  // Whatever fields and placements there are, they are the author's own.
  recognise: () => ({}),
}

/** Ways to sign in, in the order they are offered. */
export const schemes: readonly Scheme[] = [none, apiKey, bearer, basic, loginRequest, custom]

export function findScheme(scheme: string): Scheme | undefined {
  return schemes.find((candidate) => candidate.scheme === scheme)
}

/** The first scheme that could have made these parts, with its answers: what an import names the authentication. */
export function recogniseScheme(parts: SchemeParts): {
  readonly scheme: Scheme
  readonly answers: Readonly<Record<string, string>>
} {
  for (const scheme of schemes) {
    const answers = scheme.recognise(parts)
    if (answers !== undefined) return { scheme, answers }
  }
  return { scheme: custom, answers: {} }
}
