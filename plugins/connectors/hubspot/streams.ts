import type { Cursor, EntityMapping, Stream } from '#kit'

/** Records are found by when they last changed, so a deal that is won later is read again. */
const CHANGED: Cursor = {
  field: 'updatedAt',
  step: 'P90D',
  lookback: 'P1D',
  earliest: 'P730D',
}

const changedIn = (property: string) => [
  { propertyName: property, operator: 'GTE', value: '{window.fromUnix}000' },
  { propertyName: property, operator: 'LT', value: '{window.toUnix}000' },
]

/** https://developers.hubspot.com/docs/api-reference/search/guide */
const search = (object: string, properties: string[], changed = 'hs_lastmodifieddate') =>
  ({
    post: `/crm/v3/objects/${object}/search`,
    body: {
      filterGroups: [{ filters: changedIn(changed) }],
      sorts: [{ propertyName: changed, direction: 'ASCENDING' }],
      properties,
    },
    records: 'results',
    key: 'id',
    each: 'account',
    cursor: CHANGED,
  }) as const

/** How many the vendor counts that were created in the window. */
const createdIn = (object: string, metric: string) => ({
  post: `/crm/v3/objects/${object}/search`,
  body: { filterGroups: [{ filters: changedIn('createdate') }], limit: 1 },
  page: { by: 'none' } as const,
  records: '$',
  metrics: { [metric]: 'record.total' },
})

const DEAL: EntityMapping = {
  kind: 'deal',
  id: 'record.id',
  name: 'coalesce(record.properties.dealname, record.id)',
  attributes: {
    stage: 'record.properties.dealstage',
    pipeline: 'record.properties.pipeline',
    owner: 'record.properties.hubspot_owner_id',
  },
}
const DEAL_PROPERTIES = [
  'dealname',
  'amount',
  'deal_currency_code',
  'pipeline',
  'dealstage',
  'closedate',
  'createdate',
  'hs_is_closed',
  'hs_is_closed_won',
  'hubspot_owner_id',
  'hs_lastmodifieddate',
]
const CURRENCY = 'coalesce(record.properties.deal_currency_code, account.currency)'
const AMOUNT = 'micros(coalesce(record.properties.amount, "0"))'
const IS_CLOSED = 'record.properties.hs_is_closed == "true"'
const IS_WON = 'record.properties.hs_is_closed_won == "true"'

/** A lead is a contact that has reached this stage or a later one. */
const IS_LEAD =
  'record.properties.lifecyclestage in ["lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer"]'

const logged = (object: string, title: string, metric: string): Stream => ({
  title,
  ...search(object, ['hs_timestamp', 'hs_createdate', 'hs_lastmodifieddate']),
  facts: {
    mode: 'event',
    date: 'coalesce(record.properties.hs_timestamp, record.createdAt)',
    entity: { kind: 'activity', id: 'record.id', name: 'record.id' },
    metrics: { [`hubspot/crm:${metric}`]: '1' },
  },
})

export const streams: Record<string, Stream> = {
  contacts: {
    title: 'Contacts',
    ...search('contacts', ['createdate', 'lifecyclestage', 'lastmodifieddate'], 'lastmodifieddate'),
    facts: {
      mode: 'event',
      date: 'record.properties.createdate',
      entity: {
        kind: 'contact',
        id: 'record.id',
        name: 'record.id',
        attributes: { stage: 'record.properties.lifecyclestage' },
      },
      metrics: { contacts_created: '1', leads: `${IS_LEAD} ? 1 : 0` },
    },
    totals: createdIn('contacts', 'contacts_created'),
  },
  companies: {
    title: 'Companies',
    ...search('companies', ['name', 'createdate', 'hs_lastmodifieddate']),
    facts: {
      mode: 'event',
      date: 'record.properties.createdate',
      entity: {
        kind: 'company',
        id: 'record.id',
        name: 'coalesce(record.properties.name, record.id)',
      },
      metrics: { companies_created: '1' },
    },
    totals: createdIn('companies', 'companies_created'),
  },
  deals: {
    title: 'New deals',
    ...search('deals', DEAL_PROPERTIES),
    facts: {
      mode: 'event',
      date: 'record.properties.createdate',
      currency: CURRENCY,
      entity: DEAL,
      metrics: { deals_created: '1', deal_value_created: AMOUNT },
    },
    totals: createdIn('deals', 'deals_created'),
  },
  decided_deals: {
    title: 'Deals won and lost',
    ...search('deals', DEAL_PROPERTIES),
    facts: {
      mode: 'event',
      // The close date of an open deal is a forecast; it counts nothing and waits on the day it was created.
      date: `${IS_CLOSED} ? coalesce(record.properties.closedate, record.updatedAt) : record.properties.createdate`,
      currency: CURRENCY,
      entity: DEAL,
      metrics: {
        deals_won: `${IS_WON} ? 1 : 0`,
        deal_value_won: `${IS_WON} ? ${AMOUNT} : 0`,
        deals_lost: `${IS_CLOSED} && !(${IS_WON}) ? 1 : 0`,
        deal_value_lost: `${IS_CLOSED} && !(${IS_WON}) ? ${AMOUNT} : 0`,
      },
    },
  },
  pipeline: {
    title: 'Open deals by day',
    get: '/crm/v3/objects/deals',
    query: { properties: DEAL_PROPERTIES.join(',') },
    page: {
      by: 'cursor',
      next: 'paging.next.after',
      parameter: 'after',
      size: 100,
      sizeParameter: 'limit',
    },
    records: 'results',
    key: 'id',
    each: 'account',
    // All deals, so that one that is won or lost counts 0 from then on.
    facts: {
      mode: 'snapshot',
      currency: CURRENCY,
      entity: DEAL,
      metrics: {
        open_deals: `${IS_CLOSED} ? 0 : 1`,
        open_pipeline: `${IS_CLOSED} ? 0 : ${AMOUNT}`,
      },
    },
  },
  calls: logged('calls', 'Calls', 'calls'),
  meetings: logged('meetings', 'Meetings', 'meetings'),
}
