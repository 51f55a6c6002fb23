import { heldConnection } from '#foundation'
import { FIGURES, type Figures, type RevenueRow } from '#billing/revenue/figures'

/** How many months the page of operators shows. */
const MONTHS = 13

type Day = RevenueRow & { day: string }

export interface RevenueMonth {
  /** `2027-03`. */
  month: string
  /** Recurring revenue at its end, or at the last day that was counted. */
  recurringCents: number
  newCents: number
  reactivatedCents: number
  expandedCents: number
  contractedCents: number
  churnedCents: number
  /** Churned revenue as a share of what there was when the month began, from 0; null where there was none. */
  churnRate: number | null
  trialsEnded: number
  /** Trials that became paid on the day they ended, as a share of those that ended; null where none did. */
  trialConversion: number | null
}

export interface RevenueOfCurrency {
  currency: string
  countedUntil: string
  recurringCents: number
  subscriptions: number
  trials: number
  plans: { plan: string; subscriptions: number; recurringCents: number }[]
  months: RevenueMonth[]
}

/** The installation's recurring revenue, per currency: amounts of two currencies are never added up. */
export async function revenueByCurrency(): Promise<RevenueOfCurrency[]> {
  const { rows } = await heldConnection().rawQuery<{ rows: Day[] }>(
    `SELECT day::text, currency, plan, figures FROM revenue_days
     WHERE day >= date_trunc('month', now()) - interval '${MONTHS} months' ORDER BY day, plan`
  )
  const counted = rows.at(-1)?.day
  return [...new Set(rows.map(({ currency }) => currency))].toSorted().map((currency) =>
    ofCurrency(
      rows.filter((row) => row.currency === currency),
      counted!
    )
  )
}

function ofCurrency(days: Day[], countedUntil: string): RevenueOfCurrency {
  const latest = days.filter(({ day }) => day === countedUntil)
  const sums = sumOf(latest)
  return {
    ...{ currency: days[0].currency, countedUntil },
    recurringCents: sums.recurringCents,
    ...{ subscriptions: sums.subscriptions, trials: sums.trials },
    plans: latest
      .map(({ plan, figures: { subscriptions = 0, recurringCents = 0 } }) => ({
        ...{ plan, subscriptions, recurringCents },
      }))
      .filter(({ subscriptions }) => subscriptions > 0),
    months: monthsOf(days).toReversed().slice(0, MONTHS),
  }
}

function monthsOf(days: Day[]): RevenueMonth[] {
  const byMonth = Map.groupBy(days, ({ day }) => day.slice(0, 7))
  let before = 0
  return [...byMonth].map(([month, within]) => {
    const moved = sumOf(within)
    const lastDay = within.at(-1)!.day
    const end = sumOf(within.filter(({ day }) => day === lastDay)).recurringCents
    const begun = before
    before = end
    return {
      ...{ month, recurringCents: end },
      ...{ newCents: moved.newCents, reactivatedCents: moved.reactivatedCents },
      ...{ expandedCents: moved.expandedCents, contractedCents: moved.contractedCents },
      ...{ churnedCents: moved.churnedCents, churnRate: share(moved.churnedCents, begun) },
      trialsEnded: moved.trialsEnded,
      trialConversion: share(moved.trialsConverted, moved.trialsEnded),
    }
  })
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)

function sumOf(rows: RevenueRow[]): Figures {
  const sums = FIGURES.map((name) => [
    name,
    rows.reduce((sum, { figures }) => sum + (figures[name] ?? 0), 0),
  ])
  return Object.fromEntries(sums) as Figures
}
