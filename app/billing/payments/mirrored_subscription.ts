import { DateTime } from 'luxon'
import {
  CUSTOMER_DELETED,
  currencyProblem,
  SEVERAL_SUBSCRIPTIONS,
  understandItems,
  type Problem,
} from '#billing/payments/understand_items'
import type { AccountSubscription, ProviderAccount } from '#billing/provider/read_account'
import { periodAt } from '#billing/plans/periods'
import type { Subscription } from '#billing/subscriptions/subscription'

interface Mirrored {
  changes: Partial<Subscription>
  problems: Problem[]
}

const utc = (at: Date) => DateTime.fromJSDate(at, { zone: 'utc' })

/** What the subscription is here, given what it is at the provider. The same account gives the same answer. */
export function mirroredSubscription(
  known: Subscription,
  account: ProviderAccount,
  now: DateTime
): Mirrored {
  const { subscription, isDeleted } = account
  if (subscription) {
    return running(known, subscription, account)
  }
  const problems = isDeleted ? [CUSTOMER_DELETED] : []
  const gone = isDeleted ? { customerRef: null } : { balanceCents: account.creditCents }
  // A customer who has not subscribed yet, or who has a plan that was agreed on, is no concern of the provider's.
  return known.collector === 'provider'
    ? { changes: { ...ended(known, now), ...gone }, problems }
    : { changes: isDeleted ? gone : {}, problems }
}

function running(
  known: Subscription,
  found: AccountSubscription,
  account: ProviderAccount
): Mirrored {
  const { terms, packs, problems } = understandItems(found.items, known)
  return {
    problems: [
      ...problems,
      ...currencyProblem(found, known),
      ...(account.others > 0 ? [SEVERAL_SUBSCRIPTIONS] : []),
    ],
    changes: {
      ...{ collector: 'provider', subscriptionRef: found.ref, status: found.status },
      ...(terms ? { terms, packs } : {}),
      ...nextOf(known, found),
      ...momentsOf(known, found),
      cancelsAtPeriodEnd: found.cancelsAtPeriodEnd,
      coupon: found.coupon,
      balanceCents: account.creditCents,
      pastDueSince: lateSince(found, account),
    },
  }
}

function nextOf(known: Subscription, { nextItems }: AccountSubscription) {
  const next = nextItems && understandItems(nextItems, known)
  return { nextTerms: next?.terms ?? null, nextPacks: next?.packs ?? null }
}

function momentsOf({ paidUntil }: Subscription, found: AccountSubscription) {
  const { status, trialEndsAt, anchor, periodStart, periodEnd } = found
  return {
    anchor: utc(anchor),
    periodStart: utc(periodStart),
    periodEnd: utc(periodEnd),
    trialEndsAt: status === 'trialing' && trialEndsAt ? utc(trialEndsAt) : null,
    paidUntil: status === 'paused' ? (paidUntil ?? utc(periodEnd)) : null,
  }
}

/** Since the oldest invoice that is owed; patience begins with it, not with the newest failure. */
function lateSince({ status }: AccountSubscription, { invoices }: ProviderAccount) {
  const owed = invoices.flatMap(({ failedSince }) => (failedSince ? [failedSince.getTime()] : []))
  return status === 'past_due' && owed.length > 0 ? utc(new Date(Math.min(...owed))) : null
}

function ended({ anchor }: Subscription, now: DateTime): Partial<Subscription> {
  const period = periodAt(anchor, now)
  return {
    ...{ collector: 'nobody', status: 'active', terms: null, packs: {}, subscriptionRef: null },
    ...{ nextTerms: null, nextPacks: null, cancelsAtPeriodEnd: false, coupon: null },
    ...{ trialEndsAt: null, pastDueSince: null, paidUntil: null, capCents: 0 },
    ...{ periodStart: period.start, periodEnd: period.end },
  }
}
