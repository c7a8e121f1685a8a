import type { FormSection } from '../../model/kinds.ts'

const kindIs = (...is: string[]) => ({ path: ['body', 'kind'], is })

/** The inspector of a request, as data. */
export const requestForm: readonly FormSection[] = [
  {
    title: 'Request',
    fields: [
      {
        control: 'choice',
        path: ['method'],
        label: 'Method',
        display: 'method',
        options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => ({
          value: method,
          label: method,
        })),
      },
      {
        control: 'template',
        path: ['url'],
        label: 'Address',
        language: 'url',
        placeholder: '/path/{{ input.id }}',
        hint: 'Begins at the base URL of the service, or is a whole address.',
      },
      { control: 'rows', path: ['query'], label: 'Query', of: 'query', add: 'Add a parameter' },
      { control: 'rows', path: ['headers'], label: 'Headers', of: 'header', add: 'Add a header' },
    ],
  },
  {
    title: 'Body',
    fields: [
      {
        control: 'choice',
        path: ['body', 'kind'],
        label: 'Body',
        display: 'select',
        options: [
          { value: 'none', label: 'None' },
          { value: 'json', label: 'JSON' },
          { value: 'form', label: 'Form', hint: 'application/x-www-form-urlencoded' },
          { value: 'multipart', label: 'Multipart', hint: 'Text and files, multipart/form-data' },
          { value: 'text', label: 'Text' },
          { value: 'graphql', label: 'GraphQL' },
          { value: 'binary', label: 'Binary', hint: 'Bytes, given as base64 or a data: URL' },
        ],
      },
      {
        control: 'template',
        path: ['body', 'text'],
        label: 'JSON',
        language: 'json',
        lines: 8,
        placeholder: '{ "name": "{{ input.name }}" }',
        when: kindIs('json'),
      },
      {
        control: 'choice',
        path: ['body', 'whenEmpty'],
        label: 'Values that are absent',
        display: 'segmented',
        options: [
          { value: 'omit', label: 'Leave out' },
          { value: 'null', label: 'Send null' },
        ],
        when: kindIs('json', 'graphql'),
      },
      {
        control: 'rows',
        path: ['body', 'rows'],
        label: 'Fields',
        of: 'form',
        add: 'Add a field',
        when: kindIs('form'),
      },
      {
        control: 'rows',
        path: ['body', 'parts'],
        label: 'Parts',
        of: 'part',
        add: 'Add a part',
        when: kindIs('multipart'),
      },
      {
        control: 'template',
        path: ['body', 'query'],
        label: 'Query',
        language: 'graphql',
        lines: 8,
        when: kindIs('graphql'),
      },
      {
        control: 'template',
        path: ['body', 'variables'],
        label: 'Variables',
        language: 'json',
        lines: 4,
        placeholder: '{ "id": "{{ input.id }}" }',
        when: kindIs('graphql'),
      },
      {
        control: 'template',
        path: ['body', 'text'],
        label: 'Text',
        language: 'text',
        lines: 8,
        when: kindIs('text', 'binary'),
        hint: 'Binary: base64 or a data: URL.',
      },
      {
        control: 'template',
        path: ['body', 'contentType'],
        label: 'Content type',
        placeholder: 'as the kind of body needs',
        when: kindIs('json', 'text', 'graphql', 'binary'),
      },
    ],
  },
  {
    title: 'Answer',
    fields: [
      {
        control: 'choice',
        path: ['answer'],
        label: 'Passes on',
        display: 'segmented',
        options: [
          { value: 'body', label: 'Body' },
          { value: 'full', label: 'Status, headers and body' },
        ],
      },
      {
        control: 'record-path',
        path: ['records'],
        label: 'Records at',
        hint: 'Where the list of records is, such as results. $ when the answer is the list, or rows or lines. Empty: the answer is one value.',
        when: { path: ['answer'], is: ['body'] },
      },
      {
        control: 'choice',
        path: ['decode'],
        label: 'Read as',
        display: 'select',
        options: [
          { value: 'auto', label: 'As its content type says' },
          { value: 'json', label: 'JSON' },
          { value: 'ndjson', label: 'NDJSON', hint: 'One JSON value a line' },
          { value: 'csv', label: 'CSV', hint: 'Rows by the names in the first line' },
          { value: 'xml', label: 'XML', hint: 'Elements by name, attributes as @name' },
          { value: 'text', label: 'Text' },
          { value: 'binary', label: 'Binary', hint: 'Bytes as base64' },
        ],
      },
    ],
  },
  {
    title: 'Errors and limits',
    folded: true,
    fields: [
      {
        control: 'error-rules',
        path: ['errorRules'],
        label: 'Error rules',
        hint: 'The first that matches decides. Without a match, status 400 and above is a failure.',
      },
      {
        control: 'number',
        path: ['timeoutMs'],
        label: 'Time limit',
        min: 1,
        max: 3_600_000,
        unit: 's',
        scale: 1000,
      },
      { control: 'number', path: ['redirects'], label: 'Redirects followed', min: 0, max: 50 },
      {
        control: 'number',
        path: ['maxBytes'],
        label: 'Largest answer',
        min: 1,
        max: 2_000_000_000,
        unit: 'MB',
        scale: 1_000_000,
      },
    ],
  },
]
