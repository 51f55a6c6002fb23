import type { SampleRow } from '#kit'

const where = ({ siteKey }: SampleRow) => siteKey === 'site/europe'

export default [
  ['page_views', 'webDays', 'pageViews', { where }],
  ['users', 'webDays', 'users', { where }],
  ['site_orders', 'webDays', 'orders', { where }],
  ['site_revenue', 'webDays', 'revenue', { where }],
]
