/** Opportunities as the REST API answers them: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
const won = {
  attributes: {
    type: 'Opportunity',
    url: '/services/data/v66.0/sobjects/Opportunity/006dM00000Mw7VvQAJ',
  },
  Id: '006dM00000Mw7VvQAJ',
  Name: 'Express Logistics Standby Generator',
  Amount: 220000,
  StageName: 'Closed Won',
  CloseDate: '2026-01-20',
  IsClosed: true,
  IsWon: true,
  IsDeleted: false,
  CreatedDate: '2026-05-01T07:25:37.000+0000',
  SystemModstamp: '2026-05-01T07:25:37.000+0000',
}
const account = { currency: 'USD', timeZone: 'America/Los_Angeles' }
const entity = `deal ${won.Id}`

export default [
  {
    title: 'a won opportunity counts on its close date, in the currency of the organization',
    stream: 'decided_deals',
    account,
    record: won,
    facts: [
      {
        day: '2026-01-20',
        currency: 'USD',
        entity,
        deals_won: 1,
        deal_value_won: 220_000_000_000,
        deals_lost: 0,
        deal_value_lost: 0,
      },
    ],
  },
  {
    title: 'one without an amount, in a currency of its own, is new on the day it was created',
    stream: 'deals',
    account,
    record: { ...won, Amount: null, CurrencyIsoCode: 'EUR' },
    facts: [
      { day: '2026-05-01', currency: 'EUR', entity, deals_created: 1, deal_value_created: 0 },
    ],
  },
  {
    title: 'a deleted one counts nothing',
    stream: 'decided_deals',
    account,
    record: { ...won, IsDeleted: true },
    facts: [
      {
        day: '2026-01-20',
        currency: 'USD',
        entity,
        deals_won: 0,
        deal_value_won: 0,
        deals_lost: 0,
        deal_value_lost: 0,
      },
    ],
  },
  {
    title: 'a deleted lead counts nothing',
    stream: 'leads',
    account,
    record: {
      Id: '00QdM00000Mw7VvQAJ',
      IsDeleted: true,
      Status: 'Open - Not Contacted',
      CreatedDate: '2026-05-01T05:25:37.000+0000',
    },
    facts: [{ day: '2026-04-30', currency: null, entity: 'lead 00QdM00000Mw7VvQAJ', leads: 0 }],
  },
]
