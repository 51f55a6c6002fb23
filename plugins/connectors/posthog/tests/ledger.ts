import type { SampleRow } from '#kit'

const isOurs = ({ siteKey }: SampleRow) => String(siteKey).includes('europe')
const is = (event: string) => (row: SampleRow) => isOurs(row) && row.name === event

export default [
  ['page_views', 'webEvents', 'rows', { where: is('page_view') }],
  ['site_orders', 'webEvents', 'rows', { where: is('purchase') }],
  ['web_events', 'webEvents', 'rows', { where: isOurs }],
]
