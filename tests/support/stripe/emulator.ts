import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { advance } from './billing.js'
import { findCall } from './calls.js'
import { Form, parseForm } from './form.js'
import { checkoutPage, payCheckout, portalPage, saveCard, type PageAnswer } from './pages.js'
import { ApiFault, World } from './world.js'

export const EMULATED_KEY = 'sk_test_emulated'

/** What a test lets go wrong: the connection ends before the call has its effect, or after. */
export type Breakage = 'before' | 'after'

const KEY_SECONDS = 86_400

interface Answer {
  status: number
  body: unknown
}

/** A payment account in memory with a clock of its own, spoken to over HTTP by the vendor's own client. */
export class StripeEmulator {
  readonly world: World
  url = ''
  /** Names of the calls that arrived, in order. */
  calls: string[] = []
  /** Decides whether a call breaks; asked once for each write. */
  breaks: (name: string, count: number) => Breakage | null = () => null
  /** Is told every answer that was no refusal. */
  heard: (name: string, body: unknown) => void = () => {}
  #writes = 0
  #answers = new Map<string, { request: string; answer: Answer; at: number }>()
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  constructor(now: Date) {
    this.world = new World(Math.floor(now.getTime() / 1_000))
  }

  async start() {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  async stop() {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** Lets the account's clock run. */
  advanceTo(moment: Date) {
    advance(this.world, Math.floor(moment.getTime() / 1_000))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url!, this.url)
    const body = await read(request)
    if (!pathname.startsWith('/v1/')) {
      return this.#page({ request, response, pathname, body })
    }
    const text = request.method === 'GET' ? search.slice(1) : body
    const answer = this.#answer(request, pathname, text)
    if (answer === 'broken') {
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'request-id': 'req_emulated',
    })
    response.end(JSON.stringify(answer.body))
  }

  #answer(request: IncomingMessage, path: string, text: string): Answer | 'broken' {
    if (request.headers.authorization !== `Bearer ${EMULATED_KEY}`) {
      return faultOf(new ApiFault(401, 'Invalid API Key provided.'))
    }
    if (request.method === 'GET') {
      return this.#carryOut('GET', path, text)
    }
    const breakage = this.#breakage(request.method!, path)
    if (breakage === 'before') {
      return 'broken'
    }
    const answer = this.#once(request, path, text)
    return breakage === 'after' ? 'broken' : answer
  }

  #breakage(method: string, path: string): Breakage | null {
    this.#writes += 1
    return this.breaks(
      `${method} ${path.replaceAll(/\/[a-z_]+_emulated\d+/g, '/:id')}`,
      this.#writes
    )
  }

  /** The same key answers the same again, for a day: https://docs.stripe.com/api/idempotent_requests */
  #once(request: IncomingMessage, path: string, text: string): Answer {
    const key = request.headers['idempotency-key'] as string | undefined
    const known = key && this.#answers.get(key)
    const same = `${request.method} ${path} ${text}`
    if (known && this.world.now - known.at < KEY_SECONDS) {
      return known.request === same
        ? known.answer
        : faultOf(
            new ApiFault(
              400,
              'Keys for idempotent requests can only be used with the same parameters.',
              { type: 'idempotency_error' }
            )
          )
    }
    const answer = this.#carryOut(request.method!, path, text)
    if (key) {
      this.#answers.set(key, { request: same, answer, at: this.world.now })
    }
    return answer
  }

  #carryOut(method: string, path: string, text: string): Answer {
    try {
      const { name, handle, ids } = findCall(method, path)
      this.calls.push(name)
      const form = new Form(parseForm(text))
      const body = handle({ world: this.world, form, ids, hosted: { url: this.url } })
      this.heard(name, body)
      return { status: 200, body: structuredClone(body) }
    } catch (error) {
      return faultOf(error)
    }
  }

  #page({ request, response, pathname, body }: Visit): void {
    const [, kind, id] = pathname.split('/')
    const card = new URLSearchParams(body).get('card')
    try {
      const answer = pageFor(this.world, {
        kind,
        id,
        card: request.method === 'POST' ? card : null,
      })
      if ('location' in answer) {
        response.writeHead(303, { location: answer.location }).end()
      } else {
        response.writeHead(200, { 'content-type': 'text/html' }).end(answer.html)
      }
    } catch (error) {
      const { status, message } = error as ApiFault
      response.writeHead(status ?? 500, { 'content-type': 'text/html' }).end(`<p>${message}</p>`)
    }
  }
}

interface Visit {
  request: IncomingMessage
  response: ServerResponse
  pathname: string
  body: string
}

function pageFor(
  world: World,
  { kind, id, card }: { kind: string; id: string; card: string | null }
): PageAnswer {
  if (kind === 'checkout') {
    return card === null ? checkoutPage(world, id) : payCheckout(world, id, card)
  }
  return card === null ? portalPage(world, id) : saveCard(world, id, card)
}

function faultOf(error: unknown): Answer {
  if (!(error instanceof ApiFault)) {
    throw error
  }
  const { status, message, detail } = error
  return { status, body: { error: { type: 'invalid_request_error', message, ...detail } } }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) {
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}
