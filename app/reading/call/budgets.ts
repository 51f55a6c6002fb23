import type { Limit } from '#kit'
import { durationMs } from '#shared/durations'
import type { CompiledConnector } from '../map/compile_connector.js'
import type { VendorAnswer } from './calls.js'
import type { ReadQuota } from './compile_quota.js'
import { settlePoints } from './points.js'
import { withTransit } from './transit.js'
import { blockUntil, type SharedLimit } from './vendor_limits.js'

interface BudgetOwner {
  connector: CompiledConnector
  connectionId: string
  mode: 'live' | 'sandbox'
}

/** What a call is counted for besides its connection. */
export interface Called {
  accountId: string | undefined
  /** The call as it is declared, for quotas that hold for each endpoint alone. */
  endpoint: string
}

/** The budgets that calls of a connection are taken from, by what they are shared by. */
export class Budgets {
  constructor(private readonly owner: BudgetOwner) {}

  of(called: Called): SharedLimit[] {
    const { connector, mode } = this.owner
    // The emulator sets no limits of its own: a person who tries a source should not wait for a vendor's.
    const limits = mode === 'sandbox' ? [] : (connector.definition.http.limits ?? [])
    const declared = limits.map((limit) => this.#limit(limit, called.accountId))
    // A budget of the connection's own is what Retry-After closes, also where the manifest declares none.
    const own = { key: this.#ownKey, isShared: false, ...UNLIMITED }
    const told = connector.calls.quotas.map((quota) => ({
      ...{ key: this.#quotaKey(quota, called), isShared: this.#isShared(quota.per) },
      ...UNLIMITED,
    }))
    return [own, ...told, ...declared.filter((limit) => limit !== undefined)]
  }

  /** Closes the budgets that the vendor says are used up, and counts what the call cost. */
  async heed(answer: VendorAnswer, called: Called, now: Date) {
    await this.#rest(answer, called, now)
    if (this.owner.mode === 'live') {
      await this.#settle(answer, called, now)
    }
  }

  async #rest(answer: VendorAnswer, called: Called, now: Date) {
    const { quotas } = this.owner.connector.calls
    for (const quota of quotas) {
      const left = quota.read(answer, now)
      if (left) {
        // While something is left of what all tenants share, whoever used it waits, and the others go on.
        const isOwn = this.#isShared(quota.per) && !left.isUsedUp
        const key = isOwn ? this.#ownKey : this.#quotaKey(quota, called)
        await blockUntil(key, new Date(now.getTime() + left.restSeconds * 1_000), now)
      }
    }
  }

  async #settle(answer: VendorAnswer, { accountId }: Called, now: Date) {
    const { points } = this.owner.connector.calls
    for (const { limit: declared, cost, available } of points) {
      const limit = this.#limit(declared, accountId)
      if (limit && 'points' in limit) {
        await settlePoints(limit, { cost: cost(answer), available: available(answer) }, now)
      }
    }
  }

  #limit(limit: Limit, accountId: string | undefined): SharedLimit | undefined {
    const { per } = limit
    if (per === 'account' && accountId === undefined) {
      return undefined
    }
    const root = this.root(per) + (per === 'account' ? `|${accountId}` : '')
    const isShared = this.#isShared(per)
    if ('points' in limit) {
      const { points, refill, expects } = limit
      return { key: `${root}|${points} points`, isShared, points, refill, expects }
    }
    const { requests, every } = limit
    const everyMs = withTransit(durationMs(every))
    return { key: `${root}|${requests}/${every}`, isShared, requests, everyMs }
  }

  get #ownKey() {
    return `${this.root('connection')}|own`
  }

  /** What the vendor itself says is used up. */
  #quotaKey({ per, isEachEndpoint }: ReadQuota, { accountId = '', endpoint }: Called): string {
    const whose = per === 'account' ? accountId : ''
    return `${this.root(per)}|${whose}|quota${isEachEndpoint ? `|${endpoint}` : ''}`
  }

  /** Live limits are the vendor's and span tenants; in the sandbox nobody waits for a stranger. */
  root(per: Limit['per']): string {
    const { connector, connectionId } = this.owner
    const { id, family } = connector.plugin
    const names = per === 'app' && family ? [family] : [id, connector.name]
    const isOwn = per === 'connection' || this.owner.mode === 'sandbox'
    return [...names, per, isOwn ? connectionId : ''].join('|')
  }

  #isShared = (per: Limit['per']) => per === 'app' && this.owner.mode === 'live'
}

const UNLIMITED = { requests: 1_000, everyMs: 1_000 }
