import { ConnectSource } from '#connections'
import type { SourceRequest } from '#connections/actions/connect_source'
import { startEmulator, type RunningEmulator, type StartOptions } from '#sandbox'
import { givenOrganization } from './organizations.js'
import { JumpingClock } from './vendor_clock.js'

/** A running emulator that sandbox connections reach, for one group of tests. */
export async function givenEmulator(options: StartOptions = {}): Promise<RunningEmulator> {
  const emulator = await startEmulator(options)
  const leave = reachSandboxAt(emulator.url)
  return {
    ...emulator,
    stop: async () => {
      leave()
      await emulator.stop()
    },
  }
}

/** Sends sandbox connections to this address; answers how to undo it. */
export function reachSandboxAt(url: string): () => void {
  const before = process.env.SANDBOX_URL
  process.env.SANDBOX_URL = url
  return () => restore('SANDBOX_URL', before)
}

export function restore(name: string, value: string | undefined) {
  if (value === undefined) {
    delete process.env[name]
  } else {
    process.env[name] = value
  }
}

/** A source connected to the sandbox, in an organization of its own unless one is given. */
export async function givenSandboxSource(
  request: Partial<SourceRequest> & Pick<SourceRequest, 'pluginId'>
) {
  const organization = request.organization ?? (await givenOrganization())
  const { connection } = await new ConnectSource().execute({
    organization,
    actor: { id: null },
    connector: request.pluginId === 'google/ads' ? 'ads' : 'payments',
    mode: 'sandbox',
    now: new Date(),
    clock: new JumpingClock(),
    ...request,
  })
  return { organization, connection }
}
