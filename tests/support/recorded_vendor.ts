import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Answer {
  status: number
  body: unknown
}

/** An API that says the same entity whatever it is asked; every other host lives on in the emulator. */
export class RecordedVendor {
  answer: Answer = { status: 200, body: {} }
  readonly #emulator = process.env.SANDBOX_URL!
  readonly #host: string
  readonly #server: Server = createServer(async (request, response) => {
    const isApi = request.headers.host === this.#host
    const { status, body } = isApi ? this.answer : await this.#ask(request)
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  })

  constructor(host: string) {
    this.#host = host
  }

  async #ask(request: IncomingMessage): Promise<Answer> {
    const { host = '', 'content-type': type = '' } = request.headers
    const answer = await fetch(new URL(request.url!, this.#emulator), {
      method: request.method,
      headers: { 'x-vendor-host': host, 'content-type': type },
      body: await text(request),
    })
    return { status: answer.status, body: await answer.json() }
  }

  async listen() {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close() {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
