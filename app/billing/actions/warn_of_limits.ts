import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { entitlementsFrom, type Entitlements } from '#billing/entitlements'
import { extraSpent } from '#billing/limits/flow_allowance'
import { stocksOf } from '#billing/limits/stocks'
import { askForMail } from '#billing/mails/announce_changes'
import { METERS, type Meter } from '#billing/plans/plan'
import { subscriptionOf } from '#billing/subscriptions/subscription'
import { chargedInPeriod, usedInPeriod } from '#billing/usage/usage_sums'

export const WARN_AT_PERCENT = [50, 80, 100]

/** How long before its end a trial is spoken of. */
const TRIAL_NOTICE_DAYS = 3

interface Level {
  subject: Meter | 'cap' | 'trial'
  percent: number
}

/** Asks for a mail where a limit comes near, once for each step of a period. */
export class WarnOfLimits {
  async execute(tenant: TenantTransaction, now: DateTime): Promise<Level[]> {
    const subscription = await subscriptionOf(tenant)
    const entitled = entitlementsFrom(subscription, now)
    const reached = [...(await levelsOf(tenant, entitled)), ...trialLevel(entitled, now)]
    const told: Level[] = []
    for (const level of reached) {
      if (await this.isFirst(tenant, level, { entitled, now })) {
        told.push(level)
      }
    }
    for (const { subject, percent } of told) {
      const occasion = subject === 'trial' ? 'trial_ends' : 'limit_near'
      await askForMail(tenant, occasion, `${subject}:${percent}`)
    }
    return told
  }

  private async isFirst(
    tenant: TenantTransaction,
    { subject, percent }: Level,
    { entitled, now }: { entitled: Entitlements; now: DateTime }
  ) {
    const { rowCount } = await tenant.query(
      `INSERT INTO limit_warnings (organization_id, subject, period_start, percent, warned_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [tenant.organizationId, subject, entitled.period.start.toJSDate(), percent, now.toJSDate()]
    )
    return rowCount > 0
  }
}

/** The highest step that each limit has reached; a lower one that was passed in the same moment is not spoken of. */
async function levelsOf(tenant: TenantTransaction, entitled: Entitlements): Promise<Level[]> {
  const flows = await usedInPeriod(tenant, entitled.period)
  const used: Partial<Record<Meter, number>> = { ...(await stocksOf(tenant)), ...flows }
  const charged = await chargedInPeriod(tenant, entitled.period.start)
  const spent = extraSpent(entitled, flows, charged)
  const shares = METERS.map((meter) => ({
    subject: meter as Level['subject'],
    ...{ used: used[meter] ?? 0, limit: entitled[meter] },
  }))
  return [...shares, { subject: 'cap' as const, used: spent, limit: entitled.capCents }].flatMap(
    ({ subject, used: amount, limit }) => {
      const percent = limit ? reachedPercent(amount, limit) : undefined
      return percent ? [{ subject, percent }] : []
    }
  )
}

export const reachedPercent = (used: number, limit: number) =>
  WARN_AT_PERCENT.filter((percent) => used * 100 >= limit * percent).at(-1)

function trialLevel({ state, until }: Entitlements, now: DateTime): Level[] {
  const isNear = state === 'trial' && until!.diff(now, 'days').days <= TRIAL_NOTICE_DAYS
  return isNear ? [{ subject: 'trial', percent: 100 }] : []
}
