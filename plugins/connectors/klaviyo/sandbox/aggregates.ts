import type { WireEndpoint } from '#kit'
import { filter, limited, OURS } from './asking.js'

/** Ids of the metrics that mailings make, by the name of their page. */
export const MAILED = {
  received: 'RcVd01',
  opened: 'RoPn02',
  clicked: 'RcLk03',
  bounced: 'RbNc04',
  unsubscribed: 'RuNs05',
  spam: 'RsPm06',
}

/** Days without any event come as zeros from Klaviyo; here they are left out. Breaking down `by` something is not answered. */
export const aggregate = (
  name: string,
  metric: string,
  source: Partial<WireEndpoint>
): WireEndpoint => ({
  post: '/api/metric-aggregates',
  match: { 'body.data.attributes.metric_id': metric },
  page: `pages/aggregate_${name}.json`,
  rows: 'data.attributes.dates,data.attributes.data.0.measurements.count,data.attributes.data.0.measurements.unique,data.attributes.data.0.measurements.sum_value',
  from: 'emailDays',
  where: OURS,
  group: ['day'],
  sort: 'day',
  conditions: [filter({ datetime: 'day|isoOffset' }, 'body.data.attributes.filter')],
  scopes: ['metrics:read'],
  replyHeaders: limited('3, 3;w=1, 60;w=60'),
  body: {
    'data.type': 'const(metric-aggregate)!',
    'data.attributes.metric_id': 'text!',
    'data.attributes.measurements': 'csv(count|unique|sum_value)!',
    'data.attributes.interval': 'enum(day)!',
    'data.attributes.timezone': 'text',
    'data.attributes.page_size': 'int',
    'data.attributes.filter': 'any!',
  },
  ...source,
})
