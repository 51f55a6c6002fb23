import type { DateTime } from 'luxon'
import { stripe } from '#billing/provider/client'
import { findMeter } from '#billing/provider/ensure_prices'
import type { Flow } from '#billing/plans/plan'

interface Span {
  meters: Flow[]
  since: DateTime
  until: DateTime
}

/** The provider's own sums of a customer's meters, by hour. */
export async function reportedUsage(customerRef: string, { meters, since, until }: Span) {
  const sums = new Map<string, number>()
  for (const meter of meters) {
    const id = await findMeter(meter)
    const summaries = id
      ? await stripe()
          .billing.meters.listEventSummaries(id, {
            customer: customerRef,
            start_time: since.toSeconds(),
            end_time: until.toSeconds(),
            value_grouping_window: 'hour',
            limit: 100,
          })
          .autoPagingToArray({ limit: 1_000 })
      : []
    for (const { start_time: start, aggregated_value: value } of summaries) {
      sums.set(`${meter} ${start}`, value)
    }
  }
  return (meter: Flow, hour: Date) => sums.get(`${meter} ${hour.getTime() / 1_000}`) ?? 0
}
