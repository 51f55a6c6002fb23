import type { Limit } from '#kit'
import { durationMs } from '#shared/durations'
import type { CompiledConnector } from '../map/compile_connector.js'
import type { SharedLimit } from './vendor_limits.js'

interface BudgetOwner {
  connector: CompiledConnector
  connectionId: string
  mode: 'live' | 'sandbox'
}

/** The budgets that calls of a connection are taken from, by what they are shared by. */
export class Budgets {
  constructor(private readonly owner: BudgetOwner) {}

  of(accountId: string | undefined): SharedLimit[] {
    const { connector, mode } = this.owner
    // The emulator sets no limits of its own: a person who tries a source should not wait for a vendor's.
    const limits = mode === 'sandbox' ? [] : (connector.definition.http.limits ?? [])
    const declared = limits.map((limit) => this.#limit(limit, accountId))
    const told = connector.calls.quotas.map(({ per }) => this.quotaKey(per, accountId))
    // A budget of the connection's own is what Retry-After closes, also where the manifest declares none.
    const keys = [`${this.root('connection')}|own`, ...new Set(told)]
    const own = keys.map((key) => ({ key, requests: 1_000, everyMs: 1_000 }))
    return [...own, ...declared.filter((limit) => limit !== undefined)]
  }

  #limit({ per, requests, every }: Limit, accountId: string | undefined): SharedLimit | undefined {
    if (per === 'account' && accountId === undefined) {
      return undefined
    }
    const root = this.root(per) + (per === 'account' ? `|${accountId}` : '')
    return { key: `${root}|${requests}/${every}`, requests, everyMs: durationMs(every) }
  }

  /** What the vendor itself says is used up. */
  quotaKey(per: Limit['per'], accountId = ''): string {
    return `${this.root(per)}|${per === 'account' ? accountId : ''}|quota`
  }

  /** Live limits are the vendor's and span tenants; in the sandbox nobody waits for a stranger. */
  root(per: Limit['per']): string {
    const { connector, connectionId, mode } = this.owner
    const { id, family } = connector.plugin
    const isOwn = per === 'connection' || mode === 'sandbox'
    const names = per === 'app' && family ? [family] : [id, connector.name]
    return [...names, per, isOwn ? connectionId : ''].join('|')
  }
}
