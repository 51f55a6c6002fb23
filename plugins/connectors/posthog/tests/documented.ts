/** A row of a table as https://posthog.com/docs/api/queries answers it, its cells by column. */
const row = { day: '2026-10-05', page_views: 120, orders: 3, events: 150, people: 44 }
const common = { day: '2026-10-05', currency: null, entity: 'account 1' }

export default [
  {
    title: 'a day of the project',
    stream: 'days',
    record: row,
    facts: [{ ...common, page_views: 120, web_events: 150, site_orders: 3, users: 44 }],
  },
]
