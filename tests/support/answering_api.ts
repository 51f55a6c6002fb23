import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { reachSandboxAt } from './sandbox_sources.js'

export interface GivenAnswer {
  status?: number
  headers?: Record<string, string>
  /** A text is sent as it is; anything else as JSON. */
  body?: unknown
}

/** An API that answers whatever it is told, and that sandbox sources reach. */
export async function givenAnsweringApi(first: GivenAnswer = {}) {
  let answer = first
  const server = createServer((_request, response) => {
    const { status = 200, headers = {}, body = '' } = answer
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const leave = reachSandboxAt(url)
  return {
    answers: (next: GivenAnswer) => {
      answer = next
    },
    /** From now on connections are refused. */
    vanish: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
    stop: () => {
      leave()
      server.closeAllConnections()
      server.close()
    },
  }
}

export type AnsweringApi = Awaited<ReturnType<typeof givenAnsweringApi>>
