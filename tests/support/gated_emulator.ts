import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { startEmulator } from '#sandbox'

/**
 * The emulator behind a gate: after a number of requests the vendor takes its time until the gate is
 * opened. A test can then look at a sync that is under way, however fast the machine is.
 */
export async function givenGatedEmulator() {
  const emulator = await startEmulator()
  const target = new URL(emulator.url)
  let left = Number.POSITIVE_INFINITY
  let gate = Promise.withResolvers<void>()

  const server = createServer(async (incoming, outgoing) => {
    left -= 1
    if (left < 0) {
      await gate.promise
    }
    pass(incoming, outgoing, target)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Lets this many more requests through and holds those after them. */
    holdAfter(requests: number) {
      left = requests
    },
    open() {
      left = Number.POSITIVE_INFINITY
      gate.resolve()
      gate = Promise.withResolvers<void>()
    },
    async stop() {
      gate.resolve()
      server.closeAllConnections()
      server.close()
      await emulator.stop()
    },
  }
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, { hostname, port }: URL) {
  const { method, url: path, headers } = incoming
  const onward = request({ hostname, port, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode!, answer.headers)
    answer.pipe(outgoing)
  })
  onward.on('error', () => outgoing.destroy())
  incoming.pipe(onward)
}
