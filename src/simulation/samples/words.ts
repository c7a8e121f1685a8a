/** Words for texts that a schema leaves open, by what their members are called. The first row that fits is taken. */
export const wordsByName: readonly (readonly [called: RegExp, texts: readonly string[]])[] = [
  [/(first|given)_?name$/i, ['Ada', 'Jonas', 'Mei', 'Amara', 'Luis', 'Ingrid']],
  [/(last|family|sur)_?name$/i, ['Byron', 'Weber', 'Tanaka', 'Okafor', 'Ortega', 'Lind']],
  [/(user|login)_?name$|^login$/i, ['ada', 'jonas.w', 'mei', 'amara', 'luis', 'ingrid']],
  [/(company|organi[sz]ation|vendor|merchant)/i, ['Northwind', 'Blue Harbor', 'Linden & Sons', 'Kite Works']],
  [/name$/i, ['Ada Byron', 'Jonas Weber', 'Mei Tanaka', 'Amara Okafor', 'Luis Ortega', 'Ingrid Lind']],
  [/e?mail$/i, ['ada@example.com', 'jonas@example.com', 'mei@example.com', 'amara@example.com']],
  [/phone|mobile/i, ['+43 1 555 0101', '+1 202 555 0143', '+81 3 5550 0199']],
  [/city|town/i, ['Vienna', 'Lisbon', 'Osaka', 'Lagos', 'Toronto']],
  [/region|continent/i, ['Europe', 'North America', 'Asia Pacific', 'Africa']],
  [/country/i, ['Austria', 'Portugal', 'Japan', 'Nigeria', 'Canada']],
  [/street|address/i, ['12 Harbor Street', '7 Linden Lane', '48 Mill Road']],
  [/currency/i, ['EUR', 'USD', 'JPY']],
  [/(url|uri|link|href)$/i, ['https://example.com/a', 'https://example.com/b']],
  [/title|subject|summary/i, ['Quarterly report', 'Welcome aboard', 'Order confirmed']],
  [/status|state/i, ['open', 'pending', 'closed']],
  [/tag|label|categor/i, ['new', 'priority', 'archive']],
  [
    /description|comment|note|text|message|body/i,
    ['Please call back on Monday.', 'All is well.', 'Sent by mail.'],
  ],
]

/** Whose addresses are made up. */
export const people: readonly string[] = ['ada', 'jonas', 'mei', 'amara', 'luis', 'ingrid']

/** For members that are called like nothing above. */
export const plainWords: readonly string[] = [
  'amber',
  'birch',
  'cobalt',
  'delta',
  'ember',
  'fjord',
  'grove',
  'heron',
]

/** Members that tell things apart: each is different. */
export const called = { id: /(^|[a-z_-])(id|key|uuid|guid|token|code|number|hash)$/i } as const
