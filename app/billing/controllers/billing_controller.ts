import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { can } from '#organizations'
import { plain } from '#shared/plain'
import { subscriptionView } from '#billing/subscriptions/subscription_view'
import { METER_WORDS } from '#billing/limits/plan_limit'
import { billingProfileOf } from '#billing/payments/billing_profile'
import { listGaps } from '#billing/payments/gaps'
import { FLOWS } from '#billing/plans/plan'
import { dailyUsage, usageByDriver } from '#billing/queries/daily_usage'
import { listInvoices } from '#billing/queries/list_invoices'
import { usageOverview } from '#billing/queries/usage_overview'
import { subscriptionOf } from '#billing/subscriptions/subscription'
import { driverNames } from '#billing/usage/drivers'

/** How far back usage by day goes. */
const HISTORY_DAYS = 30

export default class BillingController {
  async show(ctx: HttpContext) {
    const [tenant, now] = [currentTenant(), DateTime.utc()]
    const subscription = await subscriptionOf(tenant)
    const gaps = await listGaps(tenant)
    return ctx.inertia.render('billing/overview', {
      subscription: subscriptionView(subscription, now),
      usage: plain(await usageOverview(tenant, subscription, now)),
      gaps: gaps.map(({ message }) => message),
      isPaying: ctx.request.input('paid') === '1',
    })
  }

  async usage(ctx: HttpContext) {
    const [tenant, now] = [currentTenant(), DateTime.utc()]
    const since = now.minus({ days: HISTORY_DAYS })
    const drivers = await usageByDriver(tenant, since)
    const names = await driverNames(
      tenant,
      [...new Set(drivers.map(({ driver }) => driver))],
      (permission) => can(ctx, permission as Parameters<typeof can>[1])
    )
    return ctx.inertia.render('billing/usage', {
      subscription: subscriptionView(await subscriptionOf(tenant), now),
      meters: FLOWS.map((meter) => ({ meter, label: METER_WORDS[meter].many })),
      days: plain(await dailyUsage(tenant, since, now)),
      drivers: drivers.map(({ driver, ...row }) => ({ ...row, name: names.get(driver)! })),
    })
  }

  async invoices(ctx: HttpContext) {
    const tenant = currentTenant()
    return ctx.inertia.render('billing/invoices', {
      subscription: subscriptionView(await subscriptionOf(tenant), DateTime.utc()),
      invoices: plain(await listInvoices(tenant)),
    })
  }

  async settings(ctx: HttpContext) {
    const tenant = currentTenant()
    return ctx.inertia.render('billing/settings', {
      subscription: subscriptionView(await subscriptionOf(tenant), DateTime.utc()),
      profile: plain(await billingProfileOf(tenant)),
    })
  }
}
