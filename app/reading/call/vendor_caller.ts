import { randomBytes } from 'node:crypto'
import logger from '@adonisjs/core/services/logger'
import type { Http } from '#kit'
import { MappingFault } from '#shared/expressions/functions'
import { isOnlyMatched } from '#shared/granted_hosts'
import { VendorFailure } from '../vendor_failure.js'
import { askVendor } from './ask_vendor.js'
import { Budgets } from './budgets.js'
import type { CompiledCall, PreparedCall, RequestScope } from './calls.js'
import type { CallPolicy } from './call_policy.js'
import { callVendor } from './call_vendor.js'
import type { CallerContext } from './caller_context.js'
import { systemClock, type Clock } from './clock.js'
import { assemble, UNSIGNED } from './assemble.js'
import { durationMs } from '#shared/durations'
import { assertGranted } from './granted_hosts.js'
import type { VendorRequest } from './http_request.js'
import type { Sign, SignedRequest } from './sign/signed_request.js'
import type { ParsedResponse } from './sort_failure.js'

/** A scope without what the caller adds itself. */
export type OpenScope = Pick<RequestScope, 'account' | 'parent' | 'settings' | 'window'> &
  Partial<Pick<RequestScope, 'report'>>

export interface SendOptions {
  /** Changes the call that was prepared: paging does. */
  shape?: (call: PreparedCall) => PreparedCall
  isCheck?: boolean
  /** Sent once: an answer that is unclear is never asked for again, since the vendor may have done it. */
  isOnce?: boolean
}

type LookOptions = Pick<SendOptions, 'shape'> & { maxBytes: number }

/** Sends compiled calls of one connection with its credentials, limits and patience. */
export class VendorCaller {
  readonly #warnings: string[] = []
  readonly #context: CallerContext
  readonly #http: Http
  readonly #budgets: Budgets

  constructor(context: CallerContext) {
    this.#context = context
    this.#http = context.connector.definition.http
    this.#budgets = new Budgets(context)
  }

  get title(): string {
    return this.#context.connector.title
  }

  get clock(): Clock {
    return this.#context.clock ?? systemClock
  }

  get signal(): AbortSignal | undefined {
    return this.#context.signal
  }

  /** The scope with the values of client and token, for templates of addresses and headers. */
  async scope(open: OpenScope): Promise<RequestScope> {
    const { access } = this.#context
    const [client, token] = await Promise.all([access.client(), access.token()])
    return { report: null, ...open, credentials: {}, client, token }
  }

  async send(
    call: CompiledCall,
    scope: RequestScope,
    { shape, isCheck = false, isOnce = false }: SendOptions = {}
  ): Promise<ParsedResponse> {
    const { access, connector } = this.#context
    const { request, sign } = await this.#signed(call, scope, shape)
    const answer = await callVendor(request, {
      ...this.#policy(scope, call, isCheck),
      ...(isOnce && { attempts: 1 }),
      renew: async () => {
        const renewed = await access.renew(scope.account?.id)
        return renewed && sign(renewed)
      },
    })
    this.#warnings.push(...connector.calls.warnings(answer))
    return answer
  }

  /** One attempt without budgets and repetitions, whatever is answered: for a person who looks at it. */
  async look(call: CompiledCall, scope: RequestScope, { shape, maxBytes }: LookOptions) {
    const { request } = await this.#signed(call, scope, shape)
    return askVendor({ title: this.title, hosts: this.#context.hosts }, { ...request, maxBytes })
  }

  async #signed(
    call: CompiledCall,
    scope: RequestScope,
    shape: SendOptions['shape'] = (prepared) => prepared
  ) {
    const { access, hosts } = this.#context
    const prepared = this.#prepared(() => shape(call.prepare(scope)))
    assertGranted(hosts, prepared.url, this.title)
    const sign = async (credentials: Record<string, string>) =>
      this.#request(
        prepared,
        call.format.as,
        call.isUnsigned ? null : await this.#signing(scope, credentials)
      )
    return { request: await sign(call.isUnsigned ? {} : await access.credentials()), sign }
  }

  /** What the vendor warned of since this was asked last. */
  takeWarnings(): string[] {
    return this.#warnings.splice(0)
  }

  /** What fills a hole is a person's, or the vendor's: where it does not fit, somebody can do something about it. */
  #prepared<Result>(prepare: () => Result): Result {
    try {
      return prepare()
    } catch (error) {
      if (error instanceof MappingFault) {
        throw new VendorFailure({
          kind: 'configuration',
          action: 'fail',
          code: 'E_REQUEST',
          message: `${this.title} cannot be called: ${error.message}. Check the settings and the sign-in of the source.`,
          cause: error,
        })
      }
      throw error
    }
  }

  async #signing(scope: RequestScope, credentials: Record<string, string>) {
    const { account } = scope
    const secrets = account ? await this.#context.access.accountSecrets(account.id) : {}
    this.#context.witness?.opens([credentials, secrets, scope.client])
    return { ...scope, account: account && { ...account, secrets }, credentials }
  }

  #request(call: PreparedCall, format: string, signing: RequestScope | null): VendorRequest {
    const { connector, authName, mode, signal, hosts } = this.#context
    const signed = signing ? connector.calls.sign.get(authName)!(signing) : UNSIGNED
    const request = assemble(call, signed)
    return {
      ...request,
      // Vendors that answer in several forms are told which one is read.
      headers: { accept: format === 'json' ? 'application/json' : '*/*', ...request.headers },
      seal: signed.sign && this.#sealing(signed.sign, signing!),
      mode,
      isUnknownHost: isOnlyMatched(hosts, new URL(request.url).host),
      timeoutMs: durationMs(this.#http.timeout ?? 'PT60S'),
      signal,
    }
  }

  /** Each attempt is signed anew: a time of signing ends, and a nonce serves once. */
  #sealing(sign: Sign, scope: RequestScope) {
    return (request: SignedRequest, now: Date) =>
      this.#prepared(() =>
        sign(request, { scope: { ...scope }, now, nonce: randomBytes(16).toString('hex') })
      )
  }

  #policy({ account, settings }: RequestScope, call: CompiledCall, isCheck: boolean): CallPolicy {
    const { title, clock } = this
    const { connector, signal, connectionId, correlationId, witness } = this.#context
    const { attempts = 4, base = 'PT1S', cap = 'PT1M' } = this.#http.retry ?? {}
    const about = { connection: connectionId, plugin: connector.plugin.id }
    const log = logger.child({ correlationId, ...about })
    const { endpoint } = call
    const called = { accountId: account?.id, endpoint }
    return {
      title,
      format: call.format,
      declared: (answer) => connector.calls.sortError(answer, isCheck),
      isOk: (answer) => call.isOk(answer, settings),
      attempts,
      baseMs: durationMs(base),
      capMs: durationMs(cap),
      limits: this.#budgets.of(called),
      connectionId,
      circuit: `${this.#budgets.root('connection')}|${account?.id ?? ''}`,
      clock,
      signal,
      hear: (sent, answer) => witness?.heard({ endpoint, sent, answer }),
      heed: (answer) => this.#budgets.heed(answer, called, clock.now()),
      log: (entry) => log.info({ vendorCall: entry }, 'vendor call'),
    }
  }
}
