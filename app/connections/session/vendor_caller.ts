import logger from '@adonisjs/core/services/logger'
import type { Http, Limit } from '#kit'
import type { CompiledConnector, PreparedCall, RequestScope } from '#plugin_host'
import { callVendor } from '../http/call_vendor.js'
import type { CallPolicy } from '../http/call_policy.js'
import type { Clock } from '../http/clock.js'
import { durationMs } from '../http/durations.js'
import type { VendorRequest } from '../http/exchange.js'
import type { ParsedResponse } from '../http/sort_failure.js'
import type { SharedLimit } from '../http/vendor_limits.js'
import { assertGranted } from './granted_hosts.js'
import type { SessionSecrets } from './session_secrets.js'

export interface CallerContext {
  connectionId: string
  mode: 'live' | 'sandbox'
  authName: string
  /** Name of the vendor in sentences. */
  title: string
  connector: CompiledConnector
  secrets: SessionSecrets
  hosts: ReadonlySet<string>
  clock: Clock
  correlationId: string
  signal?: AbortSignal
}

/** A scope without the secrets, which the caller adds itself. */
export type OpenScope = Omit<RequestScope, 'credentials' | 'client'>

/** Sends prepared calls of one connection with its credentials, limits and patience. */
export class VendorCaller {
  readonly #context: CallerContext
  readonly #http: Http

  constructor(context: CallerContext) {
    this.#context = context
    this.#http = context.connector.definition.http
  }

  get title(): string {
    return this.#context.title
  }

  /** The scope with the client's values, for templates of addresses and headers. */
  async scope(open: OpenScope): Promise<RequestScope> {
    return { ...open, credentials: {}, client: await this.#context.secrets.client() }
  }

  async send(call: PreparedCall, scope: RequestScope): Promise<ParsedResponse> {
    const { secrets, hosts } = this.#context
    assertGranted(hosts, call.url, this.title)
    const request = this.#request(call, scope, await secrets.credentials())
    return callVendor(request, {
      ...this.#policy(scope),
      renew: async () => {
        const renewed = await secrets.renew()
        return renewed && this.#request(call, scope, renewed)
      },
    })
  }

  #request(
    call: PreparedCall,
    scope: RequestScope,
    credentials: Record<string, string>
  ): VendorRequest {
    const { connector, authName, mode, signal } = this.#context
    const signed = connector.calls.sign.get(authName)!({ ...scope, credentials })
    const url = new URL(call.url)
    for (const [name, value] of [...call.query, ...signed.query]) {
      url.searchParams.append(name, value)
    }
    const hasBody = call.method === 'POST'
    return {
      method: call.method,
      url: url.href,
      headers: {
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...call.headers,
        ...signed.headers,
      },
      body: hasBody ? JSON.stringify(call.body ?? {}) : undefined,
      mode,
      timeoutMs: durationMs(this.#http.timeout ?? 'PT60S'),
      signal,
    }
  }

  #policy({ account }: RequestScope): CallPolicy {
    const { connector, title, clock, signal, connectionId, correlationId } = this.#context
    const { attempts = 4, base = 'PT1S', cap = 'PT1M' } = this.#http.retry ?? {}
    const log = logger.child({
      correlationId,
      connection: connectionId,
      plugin: connector.plugin.id,
    })
    return {
      title,
      declared: ({ status, headers, json }) =>
        connector.calls.sortError({ status, headers, body: json ?? null }),
      attempts,
      baseMs: durationMs(base),
      capMs: durationMs(cap),
      limits: this.#limits(account?.id),
      circuit: `${this.#root('connection')}|${account?.id ?? ''}`,
      clock,
      signal,
      log: (entry) => log.info({ vendorCall: entry }, 'vendor call'),
    }
  }

  #limits(accountId: string | undefined): SharedLimit[] {
    // The emulator sets no limits of its own: a person who tries a source should not wait for a vendor's.
    const limits = this.#context.mode === 'sandbox' ? [] : (this.#http.limits ?? [])
    const declared = limits.map((limit) => this.#limit(limit, accountId))
    // A budget of the connection's own is what Retry-After closes, also where the manifest declares none.
    const own = { key: `${this.#root('connection')}|own`, requests: 1_000, everyMs: 1_000 }
    return [own, ...declared.filter((limit) => limit !== undefined)]
  }

  #limit({ per, requests, every }: Limit, accountId: string | undefined): SharedLimit | undefined {
    if (per === 'account' && accountId === undefined) {
      return undefined
    }
    const root = this.#root(per) + (per === 'account' ? `|${accountId}` : '')
    return { key: `${root}|${requests}/${every}`, requests, everyMs: durationMs(every) }
  }

  /** Live limits are the vendor's and span tenants; in the sandbox nobody waits for a stranger. */
  #root(per: Limit['per']): string {
    const { connector, connectionId, mode } = this.#context
    const isOwn = per === 'connection' || mode === 'sandbox'
    return [connector.plugin.id, connector.name, per, isOwn ? connectionId : ''].join('|')
  }
}
