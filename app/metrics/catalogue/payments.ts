import { metricsOf } from './define.js'

const { additive, semiAdditive, ratio, formula } = metricsOf('payments')

/** Money that moved. */
export const PAYMENT_METRICS = [
  additive('count', ['payments', 'Payments', 'Successful payments.']),
  additive(
    'currency',
    [
      'payment_volume',
      'Payment volume',
      'Amount of successful payments, before refunds and fees. The shop reports the same sales as revenue, so do not add the two.',
    ],
    { saleView: 'processor' }
  ),
  additive(
    'count',
    ['failed_payments', 'Failed payments', 'Payments that were declined or broke off.'],
    { direction: 'down' }
  ),
  additive('count', ['refund_count', 'Refund count', 'Refunds given.'], { direction: 'down' }),
  additive('currency', ['refunds', 'Refunds', 'Amount given back.'], {
    direction: 'down',
  }),
  additive('currency', ['fees', 'Fees', 'What the payment provider kept.'], {
    direction: 'down',
  }),
  additive('count', ['disputes', 'Disputes', 'Payments contested by the card holder.'], {
    direction: 'down',
  }),
  additive('currency', ['dispute_amount', 'Disputed amount', 'Amount of contested payments.'], {
    direction: 'down',
  }),
  additive(
    'currency',
    [
      'net_volume',
      'Net volume',
      'What reached the balance after refunds and fees, as the provider books it.',
    ],
    { saleView: 'processor' }
  ),
  additive('currency', ['payout_amount', 'Payouts', 'Amount sent to your bank.']),
  additive('count', ['new_subscriptions', 'New subscriptions', 'Subscriptions that began.']),
  additive(
    'count',
    ['cancelled_subscriptions', 'Cancelled subscriptions', 'Subscriptions that ended.'],
    { direction: 'down' }
  ),
  semiAdditive('count', [
    'active_subscriptions',
    'Active subscriptions',
    'Subscriptions running at the end of the period.',
  ]),
  semiAdditive('currency', [
    'recurring_revenue',
    'Recurring revenue',
    'Recurring revenue per month at the end of the period.',
  ]),
  semiAdditive(
    'currency',
    ['account_balance', 'Balance', 'Balance with the payment provider at the end of the period.'],
    { direction: 'none' }
  ),
  formula('currency', [
    'payment_volume - refunds',
    'net_payments',
    'Net payments',
    'Payment volume less refunds.',
  ]),
  ratio('currency', [
    'payment_volume / payments',
    'average_payment',
    'Average payment',
    'Payment volume divided by payments.',
  ]),
  ratio(
    'percent',
    [
      'percent(refunds / payment_volume)',
      'refund_rate',
      'Refund rate',
      'Refunded amount per hundred of payment volume.',
    ],
    { direction: 'down' }
  ),
  ratio(
    'percent',
    [
      'percent(fees / payment_volume)',
      'fee_rate',
      'Fee rate',
      'Fees per hundred of payment volume.',
    ],
    { direction: 'down' }
  ),
  ratio(
    'percent',
    [
      'percent(failed_payments / (payments + failed_payments))',
      'payment_failure_rate',
      'Payment failure rate',
      'Failed payments per hundred tries.',
    ],
    { direction: 'down' }
  ),
  ratio(
    'percent',
    [
      'percent(disputes / payments)',
      'dispute_rate',
      'Dispute rate',
      'Disputes per hundred payments.',
    ],
    { direction: 'down' }
  ),
]
