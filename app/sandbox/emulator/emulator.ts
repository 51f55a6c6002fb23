import type {
  SampleBusiness,
  SandboxReply,
  SandboxRequest,
  SandboxWorld,
  VendorSandbox,
} from '#kit'
import { sharedBusiness } from '../business/business.js'
import { RequestLog } from './counters.js'
import { FaultQueue, REPORT_FAULTS, type Fault } from './faults.js'
import { answerOAuth } from './oauth.js'
import { spoilPage } from './page_faults.js'
import { TokenBook } from './tokens.js'
import type { WebhookDelivery, WebhookRequest } from '../wire/webhooks.js'
import { vendorOf } from './choose_vendor.js'
import { isForAuthorization, namespaceOf, tokenFrom } from './credentials.js'
import { RateMeter } from './rates.js'
import { refusalOf, wireEffect, type WireEffect } from './wire_faults.js'

export interface EmulatorOptions {
  vendors: VendorSandbox[]
  now: () => Date
  /** Replaces the vendors' fixed page sizes. */
  pageSize?: number
  /** Keep the vendors' limits; off, because a person who tries a connector should not wait. */
  limitsRates?: boolean
  seed?: string
}

type ReportFault = SandboxWorld['reportFault']

interface Asking {
  namespace: string
  reportFault?: ReportFault
}

/** Everything between an HTTP request and a vendor's answer; knows no socket. */
export class Emulator {
  readonly faults = new FaultQueue()
  readonly log = new RequestLog()
  readonly book = new TokenBook()
  /** Replaces the vendors' fixed page sizes, from the next answer on. */
  pageSize?: number
  readonly #options: EmulatorOptions
  readonly #rates = new RateMeter()
  #previous = new Map<string, SandboxReply>()
  #sequence = 0

  constructor(options: EmulatorOptions) {
    this.#options = options
    this.pageSize = options.pageSize
  }

  get hosts(): string[] {
    return this.#options.vendors.flatMap(({ hosts }) => hosts)
  }

  /** The business as of the emulator's clock; drawn again when a new day begins. */
  get business(): SampleBusiness {
    return sharedBusiness({ now: this.#options.now(), seed: this.#options.seed })
  }

  answer(request: SandboxRequest): WireEffect {
    const vendor = vendorOf(request, this.#options.vendors)
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

  /** What a plugin's vendor would send now; see `VendorSandbox.deliveries`. */
  deliveries(plugin: string, request: WebhookRequest): WebhookDelivery[] {
    const vendor = this.#options.vendors.find((each) => each.plugin === plugin)
    if (!vendor?.deliveries) {
      throw new Error(`The emulator sends no webhooks of '${plugin}'.`)
    }
    return vendor.deliveries(request, { now: this.#options.now(), business: this.business })
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
    const fault = this.faults.take(aimedAt(request, vendor), namespace)
    const reportFault = fault && REPORT_FAULTS[fault.kind]
    const honest = () => this.#honest(request, vendor, { namespace, reportFault })
    if (!fault || reportFault) {
      return { do: 'answer', reply: this.#remember(request, namespace, honest()) }
    }
    if (fault.kind === 'token_expiry') {
      this.book.expire(tokenFrom(request, vendor))
      return { do: 'answer', reply: honest() }
    }
    return (
      wireEffect({ fault, vendor, honest }) ?? {
        do: 'answer',
        reply: this.#spoiled(request, { fault, vendor, namespace }),
      }
    )
  }

  #spoiled(
    request: SandboxRequest,
    { fault, vendor, namespace }: { fault: Fault; vendor: VendorSandbox; namespace: string }
  ): SandboxReply {
    return spoilPage({
      fault,
      request,
      paging: vendor.pagingOf?.(request) ?? vendor.paging,
      reply: this.#honest(request, vendor, { namespace }),
      previous: this.#previous.get(`${namespace} ${request.path}`),
      ask: (other) => this.#honest(other, vendor, { namespace }),
      sequence: ++this.#sequence,
    })!
  }

  #remember(request: SandboxRequest, namespace: string, reply: SandboxReply): SandboxReply {
    this.#previous.set(`${namespace} ${request.path}`, reply)
    return reply
  }

  #honest(
    request: SandboxRequest,
    vendor: VendorSandbox,
    { namespace, reportFault }: Asking
  ): SandboxReply {
    const now = this.#options.now()
    const oauth = this.#authorize(request, vendor, { namespace, now })
    if (oauth) {
      return oauth
    }
    if (this.#options.limitsRates && !this.#rates.admits(request, vendor)) {
      return refusalOf(vendor, 429)
    }
    return vendor.reply(request, {
      now,
      business: this.business,
      pageSize: this.pageSize,
      grantOf: (token) => this.book.grantOf(token, now),
      isRevoked: (key) => this.book.isRevoked(key),
      ...(reportFault ? { reportFault } : {}),
    })
  }

  #authorize(
    request: SandboxRequest,
    { oauth }: VendorSandbox,
    { namespace, now }: { namespace: string; now: Date }
  ): SandboxReply | undefined {
    const onRefresh = () => this.log.countRefresh(namespace)
    return oauth && answerOAuth(request, { oauth, book: this.book, now, namespace, onRefresh })
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

/** What faults may be aimed at in a request. */
const aimedAt = (request: SandboxRequest, vendor: VendorSandbox) => ({
  ...request,
  isForAuthorization: isForAuthorization(request, vendor.oauth),
  isForReport: vendor.isReport?.(request) ?? false,
})
