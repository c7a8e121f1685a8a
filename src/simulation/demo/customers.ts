import { objectId, pick, seededRandom } from '../random.ts'

/** An object as the demo API keeps and answers it. */
export type StoredObject = Record<string, unknown> & {
  objectId: string
  createdAt: string
  updatedAt: string
}

/** A customer that the demo API always has, so that the sample's first operation runs as it is. */
export const sampleCustomerId = 'cOitPJvgMW'

export const regions = [
  { code: 'eu', name: 'Europe' },
  { code: 'na', name: 'North America' },
  { code: 'sa', name: 'South America' },
  { code: 'ap', name: 'Asia Pacific' },
  { code: 'me', name: 'Middle East' },
  { code: 'af', name: 'Africa' },
] as const

/** Given and family names that occur together, with the region they are listed under; all people are made up. */
const people: Record<(typeof regions)[number]['code'], { given: string[]; family: string[]; top: string[] }> =
  {
    eu: {
      given: [
        'Ana',
        'Lena',
        'Marta',
        'Tomás',
        'Jonas',
        'Chloé',
        'Luca',
        'Ingrid',
        'Piotr',
        'Zoé',
        'Sofia',
        'Emil',
      ],
      family: [
        'Souza',
        'Fischer',
        'Nowak',
        'Ribeiro',
        'Weber',
        'Martin',
        'Rossi',
        'Lindqvist',
        'Kowalska',
        'Novák',
      ],
      top: ['pt', 'de', 'pl', 'at', 'fr', 'it', 'se', 'cz'],
    },
    na: {
      given: ['Grace', 'Ethan', 'Maya', 'Noah', 'Ruth', 'Caleb', 'Elena', 'Owen', 'Simone', 'Andre'],
      family: ['Carter', 'Nguyen', 'Brooks', 'Garcia', 'Tremblay', 'Foster', 'Hayes', 'Lopez', 'Bennett'],
      top: ['com', 'us', 'ca'],
    },
    sa: {
      given: ['Valentina', 'Mateo', 'Camila', 'Thiago', 'Lucía', 'Joaquín', 'Beatriz', 'Rafael'],
      family: ['Fernández', 'Silva', 'Rojas', 'Pereira', 'Quispe', 'Castro', 'Gómez', 'Almeida'],
      top: ['br', 'ar', 'cl', 'pe'],
    },
    ap: {
      given: ['Kenji', 'Priya', 'Mei', 'Arjun', 'Yuna', 'Haruto', 'Siti', 'Lachlan', 'Anh', 'Aroha'],
      family: ['Mori', 'Raman', 'Chen', 'Patel', 'Kim', 'Tanaka', 'Rahman', 'Walker', 'Tran', 'Ngata'],
      top: ['jp', 'in', 'sg', 'kr', 'au', 'nz'],
    },
    me: {
      given: ['Omar', 'Leila', 'Yusuf', 'Noor', 'Tamar', 'Rami', 'Dalia'],
      family: ['Haddad', 'Mansour', 'Aydin', 'Cohen', 'Khalil', 'Farouk'],
      top: ['ae', 'tr', 'jo', 'lb'],
    },
    af: {
      given: ['Amara', 'Kwame', 'Zola', 'Tendai', 'Fatou', 'Chidi', 'Naledi'],
      family: ['Okafor', 'Mensah', 'Dlamini', 'Diallo', 'Moyo', 'Abebe'],
      top: ['ng', 'gh', 'ke', 'africa'],
    },
  }
const companies = [
  'vila',
  'morilabs',
  'nordkai',
  'pracownia',
  'kettle',
  'haddad',
  'brightloom',
  'fjordworks',
  'ribeiro',
  'tallpine',
  'oakline',
  'saltmill',
]
const plans = ['Solo', 'Solo', 'Team', 'Team', 'Business'] as const

/** First and last moment at which a demo customer was made, in milliseconds since the epoch: 2024-01-08 to 2026-05-29. */
const firstMs = 1_704_672_000_000
const lastMs = 1_780_012_800_000
const dayMs = 86_400_000

export const customerCount = 240

/** Letters of the name without their accents, for an address: "Tomás Ribeiro" → "tomas.ribeiro". */
function addressName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-zA-Z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.')
}

/** Prints milliseconds as Parse prints its dates; `iso` comes from the caller because below the hosts there is no Date. */
export function demoObjects(seed: number, iso: (ms: number) => string) {
  const random = seededRandom(seed)
  const stamp = (ms: number) => ({ createdAt: iso(ms), updatedAt: iso(ms) })
  const names = new Set<string>()
  const addresses = new Set<string>()
  const customers = Array.from({ length: customerCount }, (_, index): StoredObject => {
    const region = pick(random, regions)
    const { given, family, top } = people[region.code]
    let name = ''
    // Two people may share a name; mostly they do not.
    for (let tries = 0; name === '' || (names.has(name) && tries < 6); tries += 1)
      name = `${pick(random, given)} ${pick(random, family)}`
    names.add(name)
    const company = `${pick(random, companies)}.${pick(random, top)}`
    let email = `${addressName(name)}@${company}`
    if (addresses.has(email)) email = `${addressName(name)}${index}@${company}`
    addresses.add(email)
    // Spread evenly and then moved by hours, so that order by createdAt is the order of making.
    const at = firstMs + Math.floor(((index + random() * 0.9) * (lastMs - firstMs)) / customerCount)
    return {
      objectId: objectId(random),
      name,
      email,
      region: region.name,
      plan: pick(random, plans),
      seats: 1 + Math.floor(random() * random() * 60),
      active: random() < 0.86,
      ...stamp(at - (at % 1000) + Math.floor(random() * 1000)),
    }
  })
  const regionObjects = regions.map(
    (region): StoredObject => ({ objectId: objectId(random), ...region, ...stamp(firstMs - dayMs) }),
  )
  return { Customer: customers, Region: regionObjects }
}
