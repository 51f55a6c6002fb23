import { defineVendorWire, type WirePaging, type WireRules } from '#kit'

/** https://mailchimp.com/developer/marketing/docs/methods-parameters/ */
const COLLECTION: WireRules = {
  count: 'int>=1<=1000=10',
  offset: 'int>=0=0',
}
const PAGING: WirePaging = { by: 'offset', at: 'offset', size: 'count', defaultSize: 10 }

export default defineVendorWire({
  docs: 'https://mailchimp.com/developer/marketing/api/campaigns/',
  hosts: ['*.api.mailchimp.com'],
  auth: { basic: '*:{key}', accepts: '0b7e4bb2c4a54d3e9d1f6a8c5e2d7f90-us21' },
  replyHeaders: { 'x-request-id': '7c1d0a52-51b6-4f0e-9f33-1b0c8f4b2a6d' },
  endpoints: [
    { get: '/3.0/', page: 'pages/root.json' },
    {
      get: '/3.0/lists',
      query: { ...COLLECTION, since_date_created: 'after(createdAt, iso)' },
      page: 'pages/lists.json',
      rows: 'lists',
      total: 'total_items',
      from: 'emailLists',
      paging: PAGING,
    },
    {
      get: '/3.0/campaigns',
      query: {
        ...COLLECTION,
        type: 'enum(regular|plaintext|absplit|rss|variate)',
        status: 'enum(save|paused|schedule|sending|sent)',
        list_id: 'is(recipients.list_id)',
        since_send_time: 'after(send_time, iso)',
        before_send_time: 'before(send_time, iso)',
        since_create_time: 'after(create_time, iso)',
        before_create_time: 'before(create_time, iso)',
      },
      page: 'pages/campaigns.json',
      rows: 'campaigns',
      total: 'total_items',
      from: 'emailCampaigns',
      paging: PAGING,
    },
    {
      get: '/3.0/campaigns/{id}',
      page: 'pages/campaign.json',
      from: 'emailCampaigns[key|hex:10=id]',
    },
    {
      get: '/3.0/reports',
      query: {
        ...COLLECTION,
        type: 'enum(regular|plaintext|absplit|rss|variate)',
        since_send_time: 'after(send_time, iso)',
        before_send_time: 'before(send_time, iso)',
      },
      page: 'pages/reports.json',
      rows: 'reports',
      total: 'total_items',
      from: 'emailCampaigns',
      paging: PAGING,
    },
    { get: '/3.0/reports/{id}', page: 'pages/report.json', from: 'emailCampaigns[key|hex:10=id]' },
  ],
  errors: 'pages/errors.json',
})
