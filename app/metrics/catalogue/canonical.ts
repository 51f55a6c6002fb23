import { ACCOUNTING_METRICS } from './accounting.js'
import { ADS_METRICS } from './ads.js'
import { COMMERCE_METRICS } from './commerce.js'
import { CRM_METRICS } from './crm.js'
import type { MetricDefinition } from './define.js'
import { EMAIL_METRICS } from './email.js'
import { OPERATIONS_METRICS } from './operations.js'
import { PAYMENT_METRICS } from './payments.js'
import { SEO_METRICS } from './seo.js'
import { SOCIAL_METRICS } from './social.js'
import { WEB_METRICS } from './web.js'

const DECLARED: MetricDefinition[] = [
  ...ADS_METRICS,
  ...WEB_METRICS,
  ...SEO_METRICS,
  ...SOCIAL_METRICS,
  ...EMAIL_METRICS,
  ...CRM_METRICS,
  ...COMMERCE_METRICS,
  ...PAYMENT_METRICS,
  ...ACCOUNTING_METRICS,
  ...OPERATIONS_METRICS,
]

/** A running total also brings its change since the day before, which does add up over days. */
export function changeOf(metric: MetricDefinition): MetricDefinition {
  return {
    ...metric,
    id: `${metric.id}_change`,
    label: `${metric.label}: change`,
    kind: 'additive',
    help: `Change of ${metric.label.toLowerCase()} since the day before.`,
  }
}

/** Every metric that means the same for all connectors. */
export const CANONICAL_METRICS: readonly MetricDefinition[] = [
  ...DECLARED,
  ...DECLARED.filter((metric) => metric.kind === 'semi_additive').map(changeOf),
]
