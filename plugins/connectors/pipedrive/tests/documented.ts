/** As https://developers.pipedrive.com/docs/api/v1/Deals#getDeals shows a deal of version 2. */
const lost = {
  id: 1,
  title: 'Office coffee',
  owner_id: 1,
  person_id: 1,
  org_id: 1,
  pipeline_id: 1,
  stage_id: 1,
  value: 200.25,
  currency: 'USD',
  add_time: '2026-10-27T23:30:00Z',
  update_time: '2026-11-02T08:12:27Z',
  status: 'lost',
  is_deleted: false,
  won_time: null,
  lost_time: '2026-11-02T08:12:27Z',
}
const common = { currency: 'USD', entity: 'deal 1' }
const NONE = { deals_won: 0, deal_value_won: 0, deals_lost: 0, deal_value_lost: 0 }

export default [
  {
    title: 'a deal is new in the zone of the account',
    stream: 'deals',
    record: lost,
    facts: [{ day: '2026-10-28', ...common, deals_created: 1, deal_value_created: 200_250_000 }],
  },
  {
    title: 'a deal is lost on the day it was marked so',
    stream: 'decided_deals',
    record: lost,
    facts: [{ day: '2026-11-02', ...common, ...NONE, deals_lost: 1, deal_value_lost: 200_250_000 }],
  },
  {
    title: 'a deleted deal counts nothing any more',
    stream: 'deleted_deals',
    record: { ...lost, status: 'deleted', is_deleted: true },
    facts: [{ day: '2026-10-28', ...common, deals_created: 0, deal_value_created: 0 }],
  },
]
