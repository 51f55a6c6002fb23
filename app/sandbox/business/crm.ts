import type { SampleDay, SampleRow, UnixSeconds } from '#kit'
import { FIRST_NAMES, LAST_NAMES } from './catalogue.js'
import { addDays, dayIn, daysFrom, momentOf, weekdayOf } from './days.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'

const ZONE = 'Europe/Amsterdam'
/** The wholesale team has worked since then; earlier days are told whatever the sample shows. */
const TEAM_STARTED: SampleDay = '2025-01-06'
const DAY_SECONDS = 86_400

export const OWNERS = [
  { key: 'owner/1', firstName: 'Lotte', lastName: 'Visser', email: 'lotte@harbor-coffee.example' },
  { key: 'owner/2', firstName: 'Ruben', lastName: 'Smit', email: 'ruben@harbor-coffee.example' },
  { key: 'owner/3', firstName: 'Priya', lastName: 'Nair', email: 'priya@harbor-coffee.example' },
]

export const STAGES = [
  { key: 'new', name: 'New', order: 0, probability: 0.1, isWon: false, isClosed: false },
  {
    key: 'qualified',
    name: 'Qualified',
    order: 1,
    probability: 0.3,
    isWon: false,
    isClosed: false,
  },
  {
    key: 'proposal',
    name: 'Proposal sent',
    order: 2,
    probability: 0.6,
    isWon: false,
    isClosed: false,
  },
  { key: 'won', name: 'Won', order: 3, probability: 1, isWon: true, isClosed: true },
  { key: 'lost', name: 'Lost', order: 4, probability: 0, isWon: false, isClosed: true },
]

const INDUSTRIES = ['Hospitality', 'Software', 'Legal', 'Education', 'Retail']
const NAMES = [
  'Kade',
  'Noorder',
  'Zuider',
  'Linde',
  'Water',
  'Molen',
  'Haven',
  'Berg',
  'Park',
  'Ster',
]
const KINDS = ['Hotel', 'Office', 'Studio', 'Bakery', 'Clinic', 'Academy']
const SOURCES = ['website form', 'referral', 'trade fair', 'cold e-mail', 'search ads']
const LOST_REASONS = ['price', 'chose a competitor', 'no decision']

interface Lead {
  [field: string]: unknown
  key: string
  at: UnixSeconds
  company: SampleRow
  contact: SampleRow
  deal: SampleRow & { stages: { key: string; at: UnixSeconds }[]; outcome: string }
}

const drawn = new Map<string, Lead[]>()

/** Everybody who asked for office coffee: a company, a person and a deal each. */
export function leads({ business, seed }: Telling): Lead[] {
  const key = `${seed} ${business.to}`
  const known = drawn.get(key)
  if (known) {
    return known
  }
  const all = daysFrom(TEAM_STARTED, business.to)
    .filter((day) => weekdayOf(day) % 6 !== 0)
    .flatMap((day) => {
      const random = new Random(`${seed}/leads/${day}`)
      return Array.from({ length: random.poisson(0.9) }, (_, number) =>
        lead(`${day}/${number}`, day, seed)
      )
    })
  drawn.clear()
  drawn.set(key, all)
  return all
}

function lead(name: string, day: SampleDay, seed: string): Lead {
  const random = new Random(`${seed}/lead/${name}`)
  const at = momentOf(ZONE, day, random.between(0.35, 0.75))
  const owner = random.pick(OWNERS)
  const company = companyOf(random, { name, at, owner })
  const contact = contactOf(random, { name, at, company })
  return { key: name, at, company, contact, deal: dealOf(random, { name, at, company, contact }) }
}

type Owner = (typeof OWNERS)[number]

function companyOf(random: Random, of: { name: string; at: UnixSeconds; owner: Owner }): SampleRow {
  const title = `${random.pick(NAMES)} ${random.pick(KINDS)} ${random.integer(10, 99)}`
  return {
    key: `company/${of.name}`,
    name: title,
    domain: `${title.toLowerCase().replaceAll(' ', '-')}.example`,
    country: random.pick(['NL', 'NL', 'DE', 'BE']),
    city: random.pick(['Amsterdam', 'Rotterdam', 'Utrecht', 'Antwerp']),
    industry: random.pick(INDUSTRIES),
    employees: random.integer(8, 400),
    ownerKey: of.owner.key,
    ownerName: `${of.owner.firstName} ${of.owner.lastName}`,
    createdAt: of.at,
    changedAt: of.at,
  }
}

function contactOf(
  random: Random,
  of: { name: string; at: UnixSeconds; company: SampleRow }
): SampleRow {
  const [firstName, lastName] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)]
  const forgotten = random.chance(0.03) ? of.at + random.integer(40, 200) * DAY_SECONDS : null
  return {
    key: `contact/${of.name}`,
    firstName,
    lastName,
    email: `office${random.integer(1, 99)}@${of.company.domain}`,
    phone: `+31 20 555 ${random.integer(1000, 9999)}`,
    companyKey: of.company.key,
    companyName: of.company.name,
    ownerKey: of.company.ownerKey,
    source: random.pick(SOURCES),
    createdAt: of.at,
    deletedAt: forgotten,
  }
}

function dealOf(
  random: Random,
  of: { name: string; at: UnixSeconds; company: SampleRow; contact: SampleRow }
) {
  const outcome = random.chance(0.34) ? 'won' : 'lost'
  const steps =
    outcome === 'won'
      ? ['new', 'qualified', 'proposal', 'won']
      : ['new', ...(random.chance(0.6) ? ['qualified'] : []), 'lost']
  let at = of.at
  const stages = steps.map((key, index) => {
    at += index === 0 ? 600 : random.integer(3, 21) * DAY_SECONDS + random.integer(0, 20_000)
    return { key, at }
  })
  return {
    key: `deal/${of.name}`,
    name: `Office coffee for ${of.company.name}`,
    companyKey: of.company.key,
    companyName: of.company.name,
    contactKey: of.contact.key,
    ownerKey: of.company.ownerKey,
    ownerName: of.company.ownerName,
    source: of.contact.source,
    amount: random.integer(6, 90) * 50 * 1_000_000,
    currency: 'EUR',
    createdAt: of.at + 600,
    expectedDay: addDays(dayIn(ZONE, new Date(of.at * 1000)), 45),
    lostReason: outcome === 'lost' ? random.pick(LOST_REASONS) : null,
    outcome,
    stages,
  }
}

/** The deal as it stands at the moment. */
export function dealAsOf({ deal }: Lead, seconds: UnixSeconds): SampleRow | undefined {
  const { stages, outcome, lostReason, ...rest } = deal
  const reached = stages.filter(({ at }) => at <= seconds)
  const last = reached.at(-1)
  if (!last) {
    return undefined
  }
  const stage = STAGES.find(({ key }) => key === last.key)!
  return {
    ...rest,
    pipelineKey: 'wholesale',
    pipelineName: 'Wholesale',
    stageKey: stage.key,
    stageName: stage.name,
    probability: stage.probability,
    isWon: stage.isWon,
    isClosed: stage.isClosed,
    changedAt: last.at,
    closedAt: stage.isClosed ? last.at : null,
    lostReason: stage.key === 'lost' ? lostReason : null,
  }
}
