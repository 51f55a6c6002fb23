import { defineVendorWire, type WireRules } from '#kit'

/** https://docs.mollie.com/reference/pagination: `from` is the id of the first row of the page. */
const paging = { by: 'firstId', at: 'from', id: 'id', size: 'limit', defaultSize: 50 } as const
const LISTED: WireRules = {
  from: 'text',
  limit: 'int>=1<=250=50',
  profileId: 'text',
  testmode: 'enum(false)',
  embed: 'text',
}
const list = (key: string) => ({
  page: `pages/${key}.json`,
  rows: `_embedded.${key}`,
  query: LISTED,
  paging,
  where: { processor: 'checkout' },
})
const NEWEST = { at: 'sort', of: { asc: 'at', desc: '-at' }, otherwise: 'desc' }

export default defineVendorWire({
  docs: 'https://docs.mollie.com/reference/list-payments',
  hosts: ['api.mollie.com', 'my.mollie.com'],
  auth: [
    { header: 'Authorization: Bearer {key}', accepts: 'access_Wwvu7egPcJLLJ9Kb7J632x8wJ2zMeJhQ' },
    { header: 'Authorization: Bearer {key}', accepts: 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' },
    { oauth: true },
  ],
  oauth: { lifetime: 3600 },
  replyHeaders: { 'content-type': 'application/hal+json' },
  endpoints: [
    {
      get: '/v2/payments',
      ...list('payments'),
      query: { ...LISTED, sort: 'enum(asc|desc)' },
      from: 'processorPayments',
      order: NEWEST,
    },
    {
      get: '/v2/payments/{id}',
      query: { embed: 'text', testmode: 'enum(false)' },
      page: 'pages/payment.json',
      from: 'processorPayments[key|id:10|prefix:tr_=id]',
    },
    {
      get: '/v2/payments/{payment}/refunds',
      ...list('refunds'),
      from: 'processorRefunds',
      where: { 'paymentKey|id:10|prefix:tr_': '{{path.payment}}' },
      sort: '-at',
    },
    {
      get: '/v2/refunds',
      ...list('refunds'),
      query: { ...LISTED, sort: 'enum(asc|desc)' },
      from: 'processorRefunds',
      order: NEWEST,
    },
    {
      get: '/v2/chargebacks',
      ...list('chargebacks'),
      query: { ...LISTED, sort: 'enum(asc|desc)' },
    },
    {
      get: '/v2/settlements',
      ...list('settlements'),
      query: {
        from: 'text',
        limit: 'int>=1<=250=50',
        balanceId: 'text',
        year: 'int',
        month: 'int',
        currencies: 'in(currency)',
      },
      from: 'processorMovements',
      group: ['batch'],
      sort: '-payoutDay',
    },
    {
      get: '/v2/balances',
      query: {
        from: 'text',
        limit: 'int>=1<=250=50',
        currency: 'enum(EUR)',
        testmode: 'enum(false)',
      },
      page: 'pages/balances.json',
    },
    ...['primary', 'bal_gVMhHKqSSRYJyPsuoPNFH'].map((balance) => ({
      get: `/v2/balances/${balance}/transactions`,
      ...list('balance_transactions'),
      query: { from: 'text', limit: 'int>=1<=250=50', testmode: 'enum(false)' },
      from: 'processorMovements',
      sort: '-bookedAt',
    })),
    { get: '/v2/profiles/me', page: 'pages/profile.json' },
    { get: '/v2/organizations/me', page: 'pages/organization.json' },
  ],
  errors: 'pages/errors.json',
})
