import type { EntityMapping, PluginMetric, Stream } from '#kit'

export const VERSION = 'v66.0'

const moment = (edge: string) => `{formatTime(window.${edge}, "yyyy-MM-dd'T'HH:mm:ss'Z'", "UTC")}`
const within = (field: string) =>
  `${field} >= ${moment('fromIso')} AND ${field} < ${moment('toIso')}`

/** `queryAll` lists what was deleted as well, which counts 0 from then on. */
const all = (object: string, fields: string, rest = '') =>
  ({
    get: `/services/data/${VERSION}/queryAll`,
    query: { q: `SELECT Id, ${fields} FROM ${object}${rest}` },
    records: 'records',
    key: 'Id',
    each: 'account',
  }) as const

/** Records are found by when they last changed, so a deal that is won later is read again. */
const changed = (object: string, fields: string) =>
  ({
    ...all(
      object,
      `IsDeleted, CreatedDate, SystemModstamp, ${fields}`,
      ` WHERE ${within('SystemModstamp')} ORDER BY SystemModstamp ASC`
    ),
    cursor: { field: 'SystemModstamp', step: 'P90D', lookback: 'P1D', earliest: 'P730D' },
  }) as const

/** How many Salesforce counts that were created in the window and still exist. */
const createdIn = (object: string, metric: string) => ({
  get: `/services/data/${VERSION}/query`,
  query: { q: `SELECT COUNT(Id) total FROM ${object} WHERE ${within('CreatedDate')}` },
  records: 'records',
  metrics: { [metric]: 'record.total' },
})

const kept = (value: string) => `record.IsDeleted == true ? 0 : ${value}`
const where = (condition: string, value: string) => kept(`(${condition} ? ${value} : 0)`)

const DEAL: EntityMapping = {
  kind: 'deal',
  id: 'record.Id',
  name: 'coalesce(record.Name, record.Id)',
  attributes: {
    stage: 'record.StageName',
    source: 'record.LeadSource',
    owner: 'record.OwnerId',
    campaign: 'record.CampaignId',
  },
}
/** The field is there only where several currencies are active. */
const CURRENCY_FIELD = '{settings.multiCurrency == true ? ", CurrencyIsoCode" : ""}'
const CURRENCY = 'coalesce(record.CurrencyIsoCode, account.currency)'
const DEAL_FIELDS = `Name, Amount, StageName, CloseDate, IsClosed, IsWon, LeadSource, OwnerId, CampaignId${CURRENCY_FIELD}`
const AMOUNT = 'micros(coalesce(record.Amount, 0))'
const IS_WON = 'record.IsWon == true'
const IS_LOST = 'record.IsClosed == true && record.IsWon != true'
const IS_OPEN = 'record.IsClosed != true'

const created = (
  object: string,
  [title, kind, metric]: [string, string, string],
  fields = 'OwnerId'
): Stream => ({
  title,
  ...changed(object, fields),
  facts: {
    mode: 'event',
    date: 'record.CreatedDate',
    entity: {
      kind,
      id: 'record.Id',
      // Names of people stay in Salesforce.
      name: 'coalesce(record.Name, record.Id)',
      attributes: { source: 'record.LeadSource', status: 'record.Status' },
    },
    metrics: { [metric]: kept('1') },
  },
  totals: createdIn(object, metric),
})

/** What Salesforce adds up for each campaign of its own, as of each day. */
const SUMS: Record<string, [field: string, label: string, unit: 'count' | 'currency']> = {
  campaign_leads: ['NumberOfLeads', 'Leads of campaigns', 'count'],
  campaign_responses: ['NumberOfResponses', 'Responses of campaigns', 'count'],
  campaign_opportunities: ['NumberOfOpportunities', 'Opportunities of campaigns', 'count'],
  campaign_won: ['AmountWonOpportunities', 'Value won by campaigns', 'currency'],
}
export const CAMPAIGN_METRICS: Record<string, PluginMetric> = Object.fromEntries(
  Object.entries(SUMS).map(([metric, [field, label, unit]]) => [
    metric,
    {
      label,
      unit,
      aggregation: 'last',
      better: 'up',
      help: `${field} of each campaign in Salesforce so far. Campaigns add up, days do not.`,
    },
  ])
)

export const streams: Record<string, Stream> = {
  leads: created('Lead', ['Leads', 'lead', 'leads'], 'Status, LeadSource, IsConverted'),
  contacts: created('Contact', ['Contacts', 'contact', 'contacts_created'], 'LeadSource'),
  companies: created('Account', ['Accounts', 'company', 'companies_created'], 'Name'),
  deals: {
    title: 'New opportunities',
    ...changed('Opportunity', DEAL_FIELDS),
    facts: {
      mode: 'event',
      date: 'record.CreatedDate',
      currency: CURRENCY,
      entity: DEAL,
      metrics: { deals_created: kept('1'), deal_value_created: kept(AMOUNT) },
    },
    totals: createdIn('Opportunity', 'deals_created'),
  },
  decided_deals: {
    title: 'Opportunities won and lost',
    ...changed('Opportunity', DEAL_FIELDS),
    facts: {
      mode: 'event',
      // The close date of an open opportunity is a forecast; it counts nothing and waits on the day it was created.
      date: `record.IsClosed == true ? record.CloseDate : record.CreatedDate`,
      currency: CURRENCY,
      entity: DEAL,
      metrics: {
        deals_won: where(IS_WON, '1'),
        deal_value_won: where(IS_WON, AMOUNT),
        deals_lost: where(IS_LOST, '1'),
        deal_value_lost: where(IS_LOST, AMOUNT),
      },
    },
  },
  pipeline: {
    title: 'Open opportunities by day',
    // All of them, so that one that is won, lost or deleted counts 0 from then on.
    ...all('Opportunity', `IsDeleted, ${DEAL_FIELDS}`),
    facts: {
      mode: 'snapshot',
      currency: CURRENCY,
      entity: DEAL,
      metrics: { open_deals: where(IS_OPEN, '1'), open_pipeline: where(IS_OPEN, AMOUNT) },
    },
  },
  campaigns: {
    title: 'Campaigns by day',
    // Salesforce shows campaigns to marketing users only.
    optional: true,
    ...all(
      'Campaign',
      `Name, Type, Status, IsDeleted, ${Object.values(SUMS)
        .map(([field]) => field)
        .join(', ')}${CURRENCY_FIELD}`
    ),
    facts: {
      mode: 'snapshot',
      currency: CURRENCY,
      entity: {
        kind: 'campaign',
        id: 'record.Id',
        name: 'record.Name',
        attributes: { type: 'record.Type', status: 'record.Status' },
      },
      metrics: Object.fromEntries(
        Object.entries(SUMS).map(([metric, [field, , unit]]) => [
          `salesforce/crm:${metric}`,
          kept(unit === 'currency' ? `micros(record.${field})` : `record.${field}`),
        ])
      ),
    },
  },
}
