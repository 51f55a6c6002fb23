/** As https://developers.hubspot.com/docs/api-reference/search/guide shows a deal, won half an hour before midnight in New York. */
const won = {
  id: '479475667160',
  properties: {
    dealname: 'Office coffee',
    amount: '3000.50',
    deal_currency_code: 'USD',
    dealstage: 'closedwon',
    pipeline: 'default',
    closedate: '2026-03-10T03:30:00.000Z',
    createdate: '2026-02-25T16:26:25.880Z',
    hs_is_closed: 'true',
    hs_is_closed_won: 'true',
    hs_lastmodifieddate: '2026-03-10T03:30:01.000Z',
  },
  createdAt: '2026-02-25T16:26:25.880Z',
  updatedAt: '2026-03-10T03:30:01.000Z',
}
const account = { timeZone: 'US/Eastern' }
const common = { currency: 'USD', entity: 'deal 479475667160' }
const NONE = { deals_won: 0, deal_value_won: 0, deals_lost: 0, deal_value_lost: 0 }

const isOpen = { amount: null, hs_is_closed: 'false', hs_is_closed_won: 'false' }
const open = { ...won, properties: { ...won.properties, ...isOpen } }

export default [
  {
    title: 'a deal is new on the day it was created',
    stream: 'deals',
    account,
    record: won,
    facts: [{ day: '2026-02-25', ...common, deals_created: 1, deal_value_created: 3_000_500_000 }],
  },
  {
    title: 'a deal is won on the day it was closed, in the zone of the account',
    stream: 'decided_deals',
    account,
    record: won,
    facts: [{ day: '2026-03-09', ...common, ...NONE, deals_won: 1, deal_value_won: 3_000_500_000 }],
  },
  {
    title: 'a closed deal is no part of the pipeline any more',
    stream: 'pipeline',
    account,
    record: won,
    facts: [{ day: '2026-11-20', ...common, open_deals: 0, open_pipeline: 0 }],
  },
  {
    title: 'the expected end of an open deal counts nothing',
    stream: 'decided_deals',
    account,
    record: open,
    facts: [{ day: '2026-02-25', ...common, ...NONE }],
  },
  {
    title: 'an open deal without an amount is one deal',
    stream: 'pipeline',
    account,
    record: open,
    facts: [{ day: '2026-11-20', ...common, open_deals: 1, open_pipeline: 0 }],
  },
]
