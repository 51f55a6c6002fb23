import { Refusal } from '#foundation'
import type { Entitlements } from '#billing/entitlements'
import type { Feature, Meter } from '#billing/plans/plan'

/** How meters are called in sentences, by the number of them. */
export const METER_WORDS: Record<Meter, { one: string; many: string }> = {
  sources: { one: 'source', many: 'sources' },
  members: { one: 'member', many: 'members' },
  clients: { one: 'client organization', many: 'client organizations' },
  records: { one: 'synced record', many: 'synced records' },
  events: { one: 'collected event', many: 'collected events' },
  api_calls: { one: 'API call', many: 'API calls' },
  reports: { one: 'report', many: 'reports' },
  plugin_seconds: { one: 'second of plugin compute', many: 'seconds of plugin compute' },
}

const count = new Intl.NumberFormat('en-US')

function amountOf(meter: Meter, amount: number) {
  const { one, many } = METER_WORDS[meter]
  return `${count.format(amount)} ${amount === 1 ? one : many}`
}

const WAY_OUT = 'Open Billing to change the plan'

/** 402 tells programs that paying changes the answer; the detail tells them what ran out. */
export function stockLimitReached({ planName, plan }: Entitlements, meter: Meter, limit: number) {
  return new Refusal({
    code: 'E_PLAN_LIMIT',
    status: 402,
    message: `The ${planName} plan includes ${amountOf(meter, limit)}, and all of them are in use. Nothing was changed. ${WAY_OUT}, or remove one that is no longer needed.`,
    detail: { meter, limit, plan },
  })
}

export function flowLimitReached(
  { planName, plan, period, capCents }: Entitlements,
  meter: Meter,
  limit: number
) {
  const day = period.end.toISODate()
  const cause =
    capCents > 0 ? `and the spending cap for extra usage is reached` : `and all of them are used up`
  return new Refusal({
    code: 'E_PLAN_LIMIT',
    status: 402,
    message: `The ${planName} plan includes ${amountOf(meter, limit)} a month, ${cause}. Work continues on ${day}, or sooner: ${WAY_OUT} or the cap.`,
    detail: { meter, limit, plan, resetsAt: period.end.toISO() },
  })
}

export function featureMissing({ planName, plan }: Entitlements, feature: Feature) {
  return new Refusal({
    code: 'E_PLAN_FEATURE',
    status: 402,
    message: `The ${planName} plan does not include this. ${WAY_OUT}; what is set up already stays as it is.`,
    detail: { feature, plan },
  })
}
