const account = { id: '4040293', name: 'Project 4040293', currency: 'EUR' }
const entity = 'account 4040293'

/** Days as https://docs.mixpanel.com/reference/segmentation-query and its sums show them. */
export default [
  {
    title: 'page views of a day',
    stream: 'page_views',
    account,
    record: { key: '2011-08-09', value: 1376 },
    facts: [{ day: '2011-08-09', currency: null, entity, page_views: 1376 }],
  },
  {
    title: 'revenue in major units',
    stream: 'revenue',
    account,
    record: { key: '2019-10-07', value: 4.25 },
    facts: [{ day: '2019-10-07', currency: 'EUR', entity, site_revenue: 4_250_000 }],
  },
]
