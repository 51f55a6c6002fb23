import type { Group } from '@japa/runner/core'
import type { Page } from 'playwright-core'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { drainQueue } from '#foundation/job_queue'
import { startEmulator } from '#sandbox'
import { runSyncJob } from '#sync/jobs/run_sync'
import { reachSandboxAt } from './sandbox_sources.js'

/** Requests after which the vendor takes its time: some rows have arrived, and more are to come. */
const BEFORE_THE_GATE = 3

/** The sandbox behind a gate, for a group of tests that watch a sync in the browser. */
export function usesGatedEmulator(group: Group) {
  let vendor: Awaited<ReturnType<typeof givenGatedEmulator>>
  group.setup(async () => {
    vendor = await givenGatedEmulator()
    const leave = reachSandboxAt(vendor.url)
    return async () => {
      leave()
      await vendor.stop()
    }
  })
  return {
    /** Carries the queued sync out, and holds it half-way for as long as somebody looks at the page. */
    async readWatched(page: Page, look: () => Promise<void>) {
      vendor.holdAfter(BEFORE_THE_GATE)
      const working = drainQueue(runSyncJob)
      await page.locator('p', { hasText: 'records read' }).filter({ hasText: /[1-9]/ }).waitFor()
      await look()
      vendor.open()
      await working
    },
  }
}

/**
 * The emulator behind a gate: after a number of requests the vendor takes its time until the gate is
 * opened. A test can then look at a sync that is under way, however fast the machine is.
 */
async function givenGatedEmulator() {
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
