import type { SampleRow } from '#kit'
import { OWNERS, STAGES, dealAsOf, leads } from './crm.js'
import { Random } from './random.js'
import type { Series, Telling } from './telling.js'

const secondsOf = ({ now }: Telling) => now.getTime() / 1000

const known = (telling: Telling) => leads(telling).filter(({ at }) => at <= secondsOf(telling))

function crmDeals(telling: Telling): SampleRow[] {
  return known(telling)
    .map((lead) => dealAsOf(lead, secondsOf(telling)))
    .filter((deal) => deal !== undefined)
}

/** A person is a lead until there is a deal, and a customer once one is won. Deleted ones are gone. */
function crmContacts(telling: Telling): SampleRow[] {
  const seconds = secondsOf(telling)
  return known(telling)
    .map((lead) => {
      const deal = dealAsOf(lead, seconds)
      const lifecycle = deal?.isWon ? 'customer' : deal ? 'opportunity' : 'lead'
      return { ...lead.contact, lifecycle, changedAt: Number(deal?.changedAt ?? lead.at) }
    })
    .filter((contact) => !isPast((contact as SampleRow).deletedAt, seconds))
    .map((contact) => ({ ...contact, deletedAt: null }))
}

/** Contacts that a person asked to be forgotten, for vendors that tell so. */
const crmDeletedContacts = (telling: Telling): SampleRow[] =>
  known(telling)
    .map(({ contact }) => contact)
    .filter(({ deletedAt }) => isPast(deletedAt, secondsOf(telling)))
    .map(({ key, createdAt, deletedAt }) => ({ key, createdAt, changedAt: deletedAt, deletedAt }))

const isPast = (at: unknown, seconds: number) => typeof at === 'number' && at <= seconds

const SUBJECTS = {
  call: 'Intro call',
  email: 'Sample box and prices',
  meeting: 'Tasting at the office',
  note: 'Notes from the visit',
}
const KINDS = Object.keys(SUBJECTS) as (keyof typeof SUBJECTS)[]

/** One to four things that were done for each stage a deal has reached. */
function crmActivities(telling: Telling): SampleRow[] {
  const seconds = secondsOf(telling)
  return known(telling)
    .flatMap(({ deal, contact, key }) => {
      const random = new Random(`${telling.seed}/activities/${key}`)
      return deal.stages.flatMap((stage, step) =>
        Array.from({ length: random.integer(1, 3) }, (_, number) => {
          const kind = random.pick(KINDS)
          const at = stage.at + number * 7200 + random.integer(0, 3600)
          return {
            key: `activity/${key}/${step}/${number}`,
            kind,
            subject: SUBJECTS[kind],
            contactKey: contact.key,
            dealKey: deal.key,
            companyKey: deal.companyKey,
            ownerKey: deal.ownerKey,
            ownerName: deal.ownerName,
            at,
            durationSeconds: kind === 'call' || kind === 'meeting' ? random.integer(3, 50) * 60 : 0,
            isDone: true,
            createdAt: at,
            changedAt: at,
          }
        })
      )
    })
    .filter(({ at }) => at <= seconds)
    .sort((one, other) => one.at - other.at)
}

const LINKS = { ownerKey: 'id', createdAt: 'moment', changedAt: 'moment' }

export const CRM_SERIES: Record<string, Series> = {
  crmOwners: {
    about: 'The wholesale team',
    fields: { key: 'id', firstName: 'text', lastName: 'text', email: 'address' },
    rows: () => OWNERS,
  },
  crmStages: {
    about: 'Stages of the one pipeline, `wholesale`',
    fields: {
      key: '`new`, `qualified`, `proposal`, `won`, `lost`',
      name: 'text',
      order: 'number',
      probability: '0 to 1',
      isWon: 'true or false',
      isClosed: 'true or false',
    },
    rows: () => STAGES,
  },
  crmCompanies: {
    about: 'Companies that asked for office coffee',
    fields: {
      key: 'id',
      name: 'text',
      domain: 'text',
      country: 'code',
      city: 'text',
      industry: 'text',
      employees: 'count',
      ownerName: 'text',
      ...LINKS,
    },
    rows: (telling) => known(telling).map(({ company }) => company),
  },
  crmContacts: {
    about: 'One person in each company, without those who were deleted',
    fields: {
      key: 'id',
      firstName: 'text',
      lastName: 'text',
      email: 'address',
      phone: 'text',
      companyKey: 'id',
      companyName: 'text',
      source: '`website form`, `referral` …',
      lifecycle: '`lead`, `opportunity`, `customer`',
      deletedAt: 'null',
      ...LINKS,
    },
    rows: crmContacts,
  },
  crmDeletedContacts: {
    about: 'Contacts that were deleted',
    fields: {
      key: 'id',
      createdAt: 'moment',
      changedAt: 'moment of the deletion',
      deletedAt: 'moment',
    },
    rows: crmDeletedContacts,
  },
  crmDeals: {
    about: 'Deals in the stage they have reached',
    fields: {
      key: 'id', name: 'text', companyKey: 'id', companyName: 'text', contactKey: 'id', ownerName: 'text', source: 'as in `crmContacts`', amount: 'money', currency: 'code', pipelineKey: 'id', pipelineName: 'text',
      stageKey: 'as in `crmStages`', stageName: 'text', probability: '0 to 1', isWon: 'true or false', isClosed: 'true or false', closedAt: 'moment or null', expectedDay: 'day', lostReason: 'text or null', ...LINKS,
    }, // prettier-ignore
    rows: crmDeals,
  },
  crmActivities: {
    about: 'Calls, e-mails, meetings and notes of the deals',
    fields: {
      key: 'id',
      kind: '`call`, `email`, `meeting`, `note`',
      subject: 'text',
      contactKey: 'id',
      dealKey: 'id',
      companyKey: 'id',
      ownerName: 'text',
      at: 'moment',
      durationSeconds: 'seconds',
      isDone: 'true',
      ...LINKS,
    },
    rows: crmActivities,
  },
}
