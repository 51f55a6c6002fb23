import { DateTime } from 'luxon'
import { ChangePlan } from '#billing/actions/change_plan'
import { GiveCredit } from '#billing/actions/give_credit'
import { PauseSubscription, type Rest } from '#billing/actions/pause_subscription'
import { RedeemCoupon } from '#billing/actions/redeem_coupon'
import { RenewSubscription } from '#billing/actions/renew_subscription'
import { ReportUsage } from '#billing/actions/report_usage'
import type { InvoiceLine } from '#billing/invoicing/lines'
import { MirrorAccount } from '#billing/payments/mirror_account'
import { restAtProvider } from '#billing/payments/provider_rest'
import { changeAtProvider } from '#billing/payments/provider_subscription'
import { provideSettings } from '#billing/provider/client'
import type { Flow } from '#billing/plans/plan'
import {
  saveSubscription,
  subscriptionOf,
  type Subscription,
} from '#billing/subscriptions/subscription'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenUsage } from './billing.js'
import { givenOrganization } from './organizations.js'
import { EMULATED_KEY, StripeEmulator } from './stripe/emulator.js'

export const WEBHOOK_SECRET = 'whsec_of_the_tests'
export const GOOD_CARD = '4242 4242 4242 4242'
export const DECLINED_CARD = '4000 0000 0000 0341'

/** Every story begins here, twenty-three minutes before the hour. */
export const BEGIN = DateTime.fromISO('2027-03-01T10:37:00Z', { zone: 'utc' })

export interface StoredInvoice {
  number: string | null
  status: string
  total: number
  tax: number
  discount: number
  due: number
  credited: number
  lines: InvoiceLine[]
}

/** An organization on the clock. What both ways of collecting have in common. */
export abstract class BillingStory {
  now: DateTime = BEGIN

  constructor(readonly organization: Organization) {}

  abstract choose(plan: string, packs?: Record<string, number>): Promise<void>
  abstract rest(rest: Rest): Promise<void>
  /** What jobs do at this moment. */
  protected abstract work(): Promise<void>

  get id() {
    return this.organization.id
  }

  subscription(): Promise<Subscription> {
    return withTenant(this.id, (tenant) => subscriptionOf(tenant))
  }

  change(changes: Partial<Subscription>) {
    return withTenant(this.id, (tenant) => saveSubscription(tenant, changes, this.now))
  }

  coupon(code: string) {
    return new RedeemCoupon().execute(this.id, { code, actorId: null, now: this.now })
  }

  use(meter: Flow, quantity: number) {
    return givenUsage(this.organization, { meter, quantity, at: this.now })
  }

  credit(invoiceId: string, cents: number, way: 'refund' | 'credit') {
    const intent = `${invoiceId}:${cents}`
    return new GiveCredit().execute(this.id, { invoiceId, cents, way, actorId: null, intent })
  }

  /** Lets the clock run; the jobs work right before and after the end of each period, and at the end. */
  async wait(length: { days?: number; months?: number; hours?: number; seconds?: number }) {
    const end = this.now.plus(length)
    while (this.now < end) {
      const { periodEnd } = await this.subscription()
      const stops = [end, periodEnd.minus({ seconds: 1 }), periodEnd]
      this.now = DateTime.min(...stops.filter((stop) => stop > this.now))!
      await this.work()
    }
  }

  async invoices(): Promise<(StoredInvoice & { id: string })[]> {
    const { rows } = await withTenant(this.id, (tenant) =>
      tenant.query<StoredInvoice & { id: string }>(
        `SELECT id, number, status, total_cents::int AS total, tax_cents::int AS tax, discount_cents::int AS discount,
           due_cents::int AS due, credited_cents::int AS credited, lines
         FROM invoices WHERE organization_id = $1 AND status <> 'draft' ORDER BY issued_at, number`,
        [this.id]
      )
    )
    return rows
  }

  async totals(): Promise<number[]> {
    const invoices = await this.invoices()
    return invoices
      .filter(({ status, total }) => status !== 'void' && total !== 0)
      .map(({ total }) => total)
  }
}

/** On our own ledger, without a payment provider. */
class LedgerStory extends BillingStory {
  async choose(plan: string, packs: Record<string, number> = {}) {
    await withTenant(this.id, (tenant) =>
      new ChangePlan().execute(tenant, { wanted: { plan, packs }, actorId: null, now: this.now })
    )
  }

  rest(rest: Rest) {
    return withTenant(this.id, (tenant) =>
      new PauseSubscription().execute(tenant, { rest, actorId: null, now: this.now })
    )
  }

  protected async work() {
    await withTenant(this.id, (tenant) => new RenewSubscription().execute(tenant, this.now))
  }
}

/** At the emulated payment provider, through its own client. */
export class ProviderStory extends BillingStory {
  card = GOOD_CARD

  constructor(
    organization: Organization,
    readonly emulator: StripeEmulator
  ) {
    super(organization)
  }

  async choose(plan: string, packs: Record<string, number> = {}) {
    this.emulator.advanceTo(this.now.toJSDate())
    const { url } = await changeAtProvider({
      organization: this.organization,
      wanted: { plan, packs },
      now: this.now,
      returnUrl: 'http://localhost/o/x/billing',
    })
    if (url) {
      await this.pay(url)
    }
    await this.mirror()
  }

  /** Presses the button of a hosted page. */
  async pay(url: string) {
    const body = new URLSearchParams({ card: this.card })
    const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
    if (answer.status !== 303) {
      throw new Error(await answer.text())
    }
  }

  rest(rest: Rest) {
    this.emulator.advanceTo(this.now.toJSDate())
    return restAtProvider(this.id, { rest, now: this.now })
  }

  mirror() {
    return new MirrorAccount().execute(this.id, this.now)
  }

  async customerRef() {
    const { customerRef } = await this.subscription()
    return customerRef!
  }

  async customer() {
    return this.emulator.world.customer(await this.customerRef())
  }

  protected async work() {
    this.emulator.advanceTo(this.now.toJSDate())
    await this.mirror()
    await new ReportUsage().execute(this.id, this.now)
    await this.mirror()
  }
}

interface Given {
  currency?: 'USD' | 'EUR'
  /** In the trial, or on Free after it. */
  trial?: boolean
}

async function organizationFor({ currency = 'USD', trial = false }: Given) {
  const organization = await givenOrganization({ currency })
  const ends = trial ? BEGIN.plus({ days: 14 }) : BEGIN.minus({ days: 1 })
  await withTenant(organization.id, (tenant) =>
    tenant.query(
      `INSERT INTO subscriptions (organization_id, status, currency, anchor, period_start, period_end, trial_ends_at,
         created_at, updated_at) VALUES ($1, 'trialing', $2, $3, $4, $3, $3, $4, $4)`,
      [organization.id, currency, ends.toJSDate(), ends.minus({ days: 14 }).toJSDate()]
    )
  )
  return organization
}

export async function givenLedgerStory(given: Given = {}): Promise<BillingStory> {
  const story = new LedgerStory(await organizationFor(given))
  await story.wait({ seconds: 0 })
  return story
}

export async function givenProviderStory(
  emulator: StripeEmulator,
  given: Given = {}
): Promise<ProviderStory> {
  return new ProviderStory(await organizationFor(given), emulator)
}

/** An emulated account that the application collects through, until it is stopped. */
export async function givenPaymentProvider(now: DateTime = BEGIN) {
  const emulator = await new StripeEmulator(now.toJSDate()).start()
  provideSettings({
    secretKey: EMULATED_KEY,
    webhookSecret: WEBHOOK_SECRET,
    apiBase: emulator.url,
    retries: 0,
  })
  return {
    emulator,
    async stop() {
      provideSettings(undefined)
      await emulator.stop()
    },
  }
}
