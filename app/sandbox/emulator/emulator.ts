import type { SampleBusiness, SandboxReply, SandboxRequest, VendorSandbox } from '#kit'
import { generateBusiness } from '../business/business.js'
import { RequestLog } from './counters.js'
import { FaultQueue } from './faults.js'
import { answerOAuth } from './oauth.js'
import { spoilPage } from './page_faults.js'
import { TokenBook } from './tokens.js'
import { bearerOf, isForAuthorization, namespaceOf } from './credentials.js'
import { RateMeter } from './rates.js'
import { wireEffect, type WireEffect } from './wire_faults.js'

export interface EmulatorOptions {
  vendors: VendorSandbox[]
  now: () => Date
  /** Replaces the vendors' fixed page sizes. */
  pageSize?: number
  /** Keep the vendors' limits; off, because a person who tries a connector should not wait. */
  limitsRates?: boolean
  seed?: string
}

/** Everything between an HTTP request and a vendor's answer; knows no socket. */
export class Emulator {
  readonly faults = new FaultQueue()
  readonly log = new RequestLog()
  readonly book = new TokenBook()
  readonly #options: EmulatorOptions
  readonly #rates = new RateMeter()
  #business?: { day: string; business: SampleBusiness }
  #previous = new Map<string, SandboxReply>()
  #sequence = 0

  constructor(options: EmulatorOptions) {
    this.#options = options
  }

  get hosts(): string[] {
    return this.#options.vendors.flatMap(({ hosts }) => hosts)
  }

  /** The business as of the emulator's clock; drawn again when a new day begins. */
  get business(): SampleBusiness {
    const now = this.#options.now()
    const day = now.toISOString().slice(0, 10)
    if (this.#business?.day !== day) {
      this.#business = { day, business: generateBusiness({ now, seed: this.#options.seed }) }
    }
    return this.#business.business
  }

  answer(request: SandboxRequest): WireEffect {
    const vendor = this.#options.vendors.find(({ hosts }) => hosts.includes(request.host))
    if (!vendor) {
      const known = this.hosts.join(', ')
      const body = { error: `The emulator speaks for ${known}; not for '${request.host}'.` }
      return { do: 'answer', reply: { status: 404, body } }
    }
    const namespace = namespaceOf(request, vendor)
    const effect = this.#effect(request, vendor, namespace)
    this.#record(withoutSecrets(request, vendor), namespace, effect)
    return effect
  }

  reset(namespace?: string) {
    this.faults.clear(namespace)
    this.log.clear(namespace)
    this.#previous.clear()
    if (!namespace) {
      this.book.clear()
    }
  }

  #effect(request: SandboxRequest, vendor: VendorSandbox, namespace: string): WireEffect {
    const target = { ...request, isForAuthorization: isForAuthorization(request, vendor.oauth) }
    const fault = this.faults.take(target, namespace)
    const honest = () => this.#honest(request, vendor, namespace)
    if (!fault) {
      return { do: 'answer', reply: this.#remember(request, namespace, honest()) }
    }
    if (fault.kind === 'token_expiry') {
      this.book.expire(bearerOf(request))
      return { do: 'answer', reply: honest() }
    }
    const onWire = wireEffect({ fault, vendor, honest })
    if (onWire) {
      return onWire
    }
    const reply = spoilPage({
      fault,
      request,
      paging: vendor.paging,
      reply: honest(),
      previous: this.#previous.get(`${namespace} ${request.path}`),
      ask: (other) => this.#honest(other, vendor, namespace),
      sequence: ++this.#sequence,
    })
    return { do: 'answer', reply: reply! }
  }

  #remember(request: SandboxRequest, namespace: string, reply: SandboxReply): SandboxReply {
    this.#previous.set(`${namespace} ${request.path}`, reply)
    return reply
  }

  #honest(request: SandboxRequest, vendor: VendorSandbox, namespace: string): SandboxReply {
    const now = this.#options.now()
    const onRefresh = () => this.log.countRefresh(namespace)
    const scene = vendor.oauth && {
      oauth: vendor.oauth,
      book: this.book,
      now,
      namespace,
      onRefresh,
    }
    const oauth = scene && answerOAuth(request, scene)
    if (oauth) {
      return oauth
    }
    if (this.#options.limitsRates && !this.#rates.admits(request, vendor)) {
      return { status: 429, body: vendor.failure(429) }
    }
    return vendor.reply(request, {
      now,
      business: this.business,
      pageSize: this.#options.pageSize,
      grantOf: (token) => this.book.grantOf(token, now),
      isRevoked: (key) => this.book.isRevoked(key),
    })
  }

  #record(
    { method, host, path, query, body }: SandboxRequest,
    namespace: string,
    effect: WireEffect
  ) {
    const status = 'reply' in effect ? effect.reply.status : 0
    this.log.record({
      namespace,
      method,
      host,
      path,
      query: query.toString(),
      body,
      status,
    })
  }
}

/** The log of requests is open to whoever asks this machine; tokens and secrets travel in these bodies. */
function withoutSecrets(request: SandboxRequest, { oauth }: VendorSandbox): SandboxRequest {
  return isForAuthorization(request, oauth) ? { ...request, body: '' } : request
}
