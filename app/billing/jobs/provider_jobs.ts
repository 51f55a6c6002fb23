import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { ReconcileBilling } from '#billing/actions/reconcile_billing'
import { isCollecting } from '#billing/payments/collector'
import { MIRROR_QUEUE } from '#billing/payments/follow'
import { MirrorAccount } from '#billing/payments/mirror_account'
import { settleAgain, SETTLE_QUEUE } from '#billing/payments/payment_requests'

/** Takes over the present state of one customer, after an event or a call. */
export const mirrorAccountJob = defineJob<{ organizationId: string }>({
  ...MIRROR_QUEUE,
  queueClass: 'billing',
  waiting: 'onePerKey',
  concurrency: 4,
  groupConcurrency: 1,
  async run({ payload }) {
    await new MirrorAccount().execute(payload.organizationId, DateTime.utc())
  },
})

/** Makes a call again whose answer never came. */
export const settlePaymentJob = defineJob<{ organizationId: string; key: string }>({
  ...SETTLE_QUEUE,
  queueClass: 'billing',
  concurrency: 2,
  run: ({ payload }) => settleAgain(payload, DateTime.utc()),
})

/** At night, and with `node ace billing:reconcile`. */
export const reconcileBillingJob = defineJob({
  name: 'billing.reconcile',
  queueClass: 'billing',
  concurrency: 1,
  cron: '40 4 * * *',
  async run() {
    if (isCollecting()) {
      await new ReconcileBilling().execute(DateTime.utc())
    }
  },
})
