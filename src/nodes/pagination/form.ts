import type { FormField, FormSection, StepForm } from '../../model/kinds.ts'
import { carryWays } from './carry.ts'
import { putWays } from './put.ts'
import { type CarryKind, carry, type PutKind, put, type StopKind, stopRule } from './settings.ts'
import { stopWays } from './stop.ts'

const text = (path: string, label: string, placeholder?: string): FormField => ({
  control: 'text',
  path: [path],
  label,
  ...(placeholder !== undefined && { placeholder }),
})

/** A template of Put, Stop or the closing request: it knows the page. */
const template = (path: string, label: string, placeholder?: string): FormField => ({
  control: 'template',
  path: [path],
  label,
  sees: ['page'],
  ...(placeholder !== undefined && { placeholder }),
})

const whole = (path: string, label: string, min: number, unit?: string): FormField => ({
  control: 'number',
  path: [path],
  label,
  min,
  max: 1_000_000_000,
  ...(unit !== undefined && { unit }),
})

const inPart: FormField = {
  control: 'choice',
  path: ['in'],
  label: 'Read in',
  display: 'segmented',
  options: [
    { value: 'body', label: 'Body' },
    { value: 'header', label: 'Header' },
  ],
}

const carryFields: { readonly [Kind in CarryKind]: readonly FormField[] } = {
  body: [text('path', 'Path', 'paging.next.after')],
  header: [text('name', 'Header', 'X-Next-Page')],
  link: [text('rel', 'Relation', 'next')],
  'last-record': [text('path', 'Field of the record', 'id')],
  keys: [text('path', 'Path to the object', 'continue')],
  element: [
    text('list', 'Path to the list', 'links'),
    text('where', 'Property', 'rel'),
    text('is', 'is', 'next'),
    text('path', 'Value in the element', 'href'),
  ],
  page: [whole('step', 'Count by', 1)],
  offset: [
    {
      control: 'choice',
      path: ['by'],
      label: 'Count by',
      display: 'segmented',
      options: [
        { value: 'size', label: 'Page size' },
        { value: 'received', label: 'What came' },
      ],
    },
  ],
}

const written = template('value', 'Write', '{{ page.value }}')

const putFields: { readonly [Kind in PutKind]: readonly FormField[] } = {
  query: [text('name', 'Parameter', 'after'), written],
  header: [text('name', 'Header'), written],
  json: [text('path', 'Path in the body', 'params.cursor'), written],
  variable: [text('name', 'Variable', 'after'), written],
  form: [text('name', 'Field'), written],
  path: [whole('segment', 'Segment, from 0 (−1: the last)', -100), written],
  text: [
    {
      control: 'choice',
      path: ['in'],
      label: 'In',
      display: 'segmented',
      options: [
        { value: 'query', label: 'Query' },
        { value: 'path', label: 'Path' },
        { value: 'body', label: 'Body' },
      ],
    },
    text('after', 'Behind the text', 'STARTPOSITION '),
    written,
  ],
  url: [
    {
      control: 'choice',
      path: ['relativeTo'],
      label: 'A relative address begins at',
      display: 'select',
      options: [
        { value: 'request', label: 'The request' },
        { value: 'host', label: 'The host' },
        { value: 'service', label: 'The base URL' },
      ],
    },
    {
      control: 'switch',
      path: ['otherHosts'],
      label: 'May lead to other hosts',
      hint: 'The credential is never sent there.',
    },
    written,
  ],
  keys: [
    {
      control: 'choice',
      path: ['in'],
      label: 'Into',
      display: 'segmented',
      options: [
        { value: 'query', label: 'Query' },
        { value: 'form', label: 'Form' },
        { value: 'json', label: 'JSON' },
      ],
    },
  ],
  endpoint: [
    { control: 'choice', path: ['method'], label: 'Method', display: 'method', options: [] },
    {
      control: 'template',
      path: ['url'],
      label: 'Address',
      language: 'url',
      placeholder: '/list/continue',
      sees: ['page'],
    },
    { control: 'template', path: ['body'], label: 'Body', language: 'json', lines: 3, sees: ['page'] },
  ],
}

const at = text('at', 'At', 'meta.total')

const stopFields: { readonly [Kind in StopKind]: readonly FormField[] } = {
  'no-value': [
    {
      control: 'choice',
      path: ['emptyText'],
      label: 'An empty text',
      display: 'segmented',
      options: [
        { value: 'ends', label: 'Is the end' },
        { value: 'goes-on', label: 'Is a value' },
      ],
    },
  ],
  flag: [
    inPart,
    at,
    { control: 'switch', path: ['is'], label: 'Stop when it is true', hint: 'Off: when it is false.' },
  ],
  'empty-page': [],
  'short-page': [],
  'last-page': [inPart, at],
  total: [inPart, at],
  'no-link': [text('rel', 'Relation', 'next')],
  status: [{ control: 'numbers', path: ['codes'], label: 'Status codes' }],
  value: [inPart, at, template('is', 'is')],
  older: [
    text('path', 'Field of the record', 'updated_at'),
    template('than', 'Older than', '{{ input.since }}'),
  ],
  cap: [whole('records', 'Records', 1)],
  condition: [
    { control: 'conditions', path: ['when'], label: 'Stop when all hold', sees: ['answer', 'page'] },
  ],
}

/** A sort in a list of sorts, with what its schema fills in. */
function sorts<Kind extends string>(
  key: string,
  titles: Readonly<Record<Kind, { readonly title: string; readonly hint?: string }>>,
  fields: Readonly<Record<Kind, readonly FormField[]>>,
  parse: (stored: object) => unknown,
): StepForm[] {
  return (Object.keys(fields) as Kind[]).map((kind) => ({
    step: kind,
    title: titles[kind].title,
    description: titles[kind].hint ?? '',
    defaults: () => parse({ [key]: kind }) as ReturnType<StepForm['defaults']>,
    fields: fields[kind],
  }))
}

/** A rule reads on from "Stop when". */
const capital = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1)
const stopTitles = Object.fromEntries(
  Object.entries(stopWays).map(([kind, { title }]) => [kind, { title: capital(title) }]),
) as Readonly<Record<StopKind, { readonly title: string }>>

export const paginationForm: readonly FormSection[] = [
  {
    title: 'How this service pages',
    fields: [{ control: 'paging', path: [], label: 'How this service pages' }],
  },
  {
    title: 'Start',
    hint: 'What the first page is asked for with.',
    fields: [
      { control: 'template', path: ['start', 'value'], label: 'First value', placeholder: 'nothing' },
      {
        control: 'template',
        path: ['size'],
        label: 'Page size',
        placeholder: '100',
        hint: 'As the request asks for it. Counts offsets, and tells a short page.',
      },
    ],
  },
  {
    title: 'Carry',
    hint: 'Where the next value is read.',
    fields: [
      {
        control: 'variant',
        path: ['carry'],
        label: 'Read from',
        key: 'from',
        of: sorts('from', carryWays, carryFields, (stored) => carry.parse(stored)),
      },
    ],
  },
  {
    title: 'Put',
    hint: 'Where it goes in the next request.',
    fields: [
      {
        control: 'steps',
        path: ['put'],
        label: 'Put into',
        key: 'to',
        of: sorts('to', putWays, putFields, (stored) => put.parse(stored)),
        add: 'Add a place',
        empty: 'Nothing is put: the request names page.value itself.',
      },
      {
        control: 'choice',
        path: ['drop', 'which'],
        label: 'Other query parameters, from page 2 on',
        display: 'select',
        options: [
          { value: 'none', label: 'Are sent' },
          { value: 'named', label: 'Are left out where named' },
          { value: 'all-but', label: 'Are left out but for those named' },
        ],
      },
      {
        control: 'words',
        path: ['drop', 'names'],
        label: 'Named',
        when: { path: ['drop', 'which'], is: ['named', 'all-but'] },
      },
    ],
  },
  {
    title: 'Stop',
    hint: 'The first rule that holds ends the walk. The page is kept.',
    fields: [
      {
        control: 'steps',
        path: ['stop'],
        label: 'Stop when',
        key: 'rule',
        of: sorts('rule', stopTitles, stopFields, (stored) => stopRule.parse(stored)),
        add: 'Add a rule',
        empty: 'No rule: only a guard ends the walk.',
      },
    ],
  },
  {
    title: 'Guards',
    hint: 'They end a walk that does not end by itself. 0 is no guard.',
    fields: [
      whole2(['guards', 'maxPages'], 'Pages at most'),
      whole2(['guards', 'maxRecords'], 'Records at most'),
      { ...whole2(['guards', 'maxMs'], 'Time at most'), unit: 'min', scale: 60_000 },
      {
        control: 'choice',
        path: ['guards', 'repeatedValue'],
        label: 'A value that came before',
        display: 'select',
        options: [
          { value: 'fails', label: 'Fails' },
          { value: 'stateful', label: 'Is fine, while pages differ' },
          { value: 'off', label: 'Is not looked at' },
        ],
      },
      {
        control: 'switch',
        path: ['guards', 'repeatedPage'],
        label: 'A page like the one before fails',
        hint: 'Empty pages may be alike, but for more than twenty in a row.',
      },
    ],
  },
  {
    title: 'More',
    folded: true,
    fields: [
      { control: 'child-request', path: ['request'], label: 'Paged request' },
      {
        control: 'text',
        path: ['dedupe', 'path'],
        label: 'Key of a record',
        placeholder: 'id',
        hint: 'Records with a key that came before are told, or left out too.',
      },
      {
        control: 'choice',
        path: ['dedupe', 'then'],
        label: 'Records that came before',
        display: 'segmented',
        options: [
          { value: 'drop', label: 'Leave out' },
          { value: 'tell', label: 'Tell' },
          { value: 'overlap', label: 'Pages overlap' },
        ],
      },
      {
        control: 'number',
        path: ['parallel'],
        label: 'Pages at once',
        hint: 'Where pages are counted and the answer says how many there are. Records stay in order.',
        min: 1,
        max: 16,
      },
      { control: 'numbers', path: ['restart', 'codes'], label: 'Begin again at status' },
      {
        control: 'conditions',
        path: ['restart', 'when'],
        label: 'Begin again when all hold',
        sees: ['answer', 'page'],
      },
      { ...whole2(['gap', 'minMs'], 'No sooner than'), unit: 'ms' },
      { ...whole2(['gap', 'maxMs'], 'No later than'), unit: 's', scale: 1000 },
      {
        control: 'choice',
        path: ['close', 'method'],
        label: 'Closing request',
        display: 'method',
        options: [],
      },
      {
        control: 'template',
        path: ['close', 'url'],
        label: 'Its address',
        language: 'url',
        placeholder: 'none',
        sees: ['page'],
      },
      {
        control: 'template',
        path: ['close', 'body'],
        label: 'Its body',
        language: 'json',
        lines: 3,
        sees: ['page'],
      },
    ],
  },
]

function whole2(path: readonly [string, string], label: string) {
  return { control: 'number' as const, path, label, min: 0, max: 1_000_000_000 }
}
