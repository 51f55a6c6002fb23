import type { SandboxRequest, VendorSandbox } from '#kit'
import { loadVendorSandboxes } from '#sandbox'

/** One change of a payment, as the vendor's list of changes tells it. Unix seconds, minor units. */
export interface Change {
  payment: string
  at: number
  status: 'pending' | 'succeeded' | 'failed'
  captured: number
}

interface Listed {
  id: string
  created: number
}

/**
 * A payment vendor with a few payments and a story of what happened to them. Its list of changes tells
 * the story in whatever order, and as often, as it is arranged.
 */
export class StoryVendor {
  payments: Listed[] = []
  story: Change[] = []
  /** The story as it is told: any order, any changes twice. */
  told: Change[] = []
  pageSize = 100

  async sandbox(): Promise<VendorSandbox> {
    const vendors = await loadVendorSandboxes()
    const vendor = vendors.find(({ plugin }) => plugin === 'stripe/payments')!
    return {
      ...vendor,
      reply: (request, { now }) => ({ status: 200, body: this.#list(request, seconds(now)) }),
    }
  }

  /** Numbers of each payment after everything that happened to it. */
  outcome(now: Date): Record<string, { payments: number; micros: number; failed: number }> {
    return Object.fromEntries(
      this.payments.map((payment) => {
        const { status, captured } = this.#stateOf(payment.id, seconds(now))
        const hasSucceeded = status === 'succeeded'
        const micros = hasSucceeded ? captured * 10_000 : 0
        return [
          payment.id,
          { payments: Number(hasSucceeded), micros, failed: Number(status === 'failed') },
        ]
      })
    )
  }

  #stateOf(payment: string, now: number): Pick<Change, 'status' | 'captured'> {
    const happened = this.story.filter((change) => change.payment === payment && change.at <= now)
    const [latest] = happened.sort((one, other) => other.at - one.at)
    return latest ?? { status: 'pending', captured: 0 }
  }

  #list({ path, query }: SandboxRequest, now: number) {
    const found = this.#entries(path, now).filter(
      ({ created }) =>
        created >= Number(query.get('created[gte]')) && created < Number(query.get('created[lt]'))
    )
    const start = found.findIndex(({ id }) => id === query.get('starting_after')) + 1
    const data = found.slice(start, start + this.pageSize)
    return { object: 'list', data, has_more: start + data.length < found.length }
  }

  #entries(path: string, now: number): Listed[] {
    switch (path) {
      case '/v1/charges':
        return this.payments.map((payment) => charge(payment, this.#stateOf(payment.id, now)))
      case '/v1/balance_transactions':
        return this.payments
          .map((payment) => charge(payment, this.#stateOf(payment.id, now)))
          .filter(({ status }) => status === 'succeeded')
          .map(movement)
      case '/v1/events':
        return this.told
          .filter(({ at }) => at <= now)
          .map((change, place) => this.#event(change, place))
      default:
        return []
    }
  }

  #event(change: Change, place: number) {
    const payment = this.payments.find(({ id }) => id === change.payment)!
    return {
      id: `evt_${place}`,
      created: change.at,
      type: 'charge.updated',
      data: { object: charge(payment, change) },
    }
  }
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1_000)

const charge = (
  { id, created }: Listed,
  { status, captured }: Pick<Change, 'status' | 'captured'>
) => ({
  id,
  created,
  object: 'charge',
  currency: 'eur',
  status,
  amount: captured,
  amount_captured: captured,
  payment_method_details: { type: 'card' },
})

const movement = (source: ReturnType<typeof charge>) => ({
  ...source,
  id: `txn_${source.id}`,
  type: 'charge',
  reporting_category: 'charge',
  net: source.amount,
  fee: 0,
  source,
})
