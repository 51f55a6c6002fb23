import { guarded, Refusal } from '#foundation'
import { VendorFailure } from '../vendor_failure.js'
import type { DatabaseTarget } from './driver.js'

export interface DatabaseAccount {
  settings: Record<string, unknown>
  credentials: Record<string, string>
}

type Named = Omit<DatabaseTarget, 'addresses'>

/** The server that settings and credentials name, with its name resolved once, to addresses that may be connected to. */
export async function liveTarget({
  settings,
  credentials,
}: DatabaseAccount): Promise<DatabaseTarget> {
  const { host, port, database, tls, certificate } = settings as unknown as Named
  const { user, password } = credentials
  try {
    // Read at each call, as the other settings that tests change.
    const allowed = process.env.DATABASE_HOSTS ?? ''
    const addresses = await guarded.addressesOf({ host, allowed })
    return { host, addresses, port, database, user, password, tls, certificate }
  } catch (error) {
    if (error instanceof Refusal) {
      const { code = 'E_UNSAFE_ADDRESS', message } = error
      throw new VendorFailure({ kind: 'configuration', action: 'fail', code, message })
    }
    throw error
  }
}

/** The sandbox's server of this kind, which its emulator starts when it is first asked for. */
export async function sandboxTarget(driver: string, signal?: AbortSignal): Promise<DatabaseTarget> {
  const url = process.env.SANDBOX_URL
  const response =
    url && (await fetch(new URL(`/__emulator/databases?driver=${driver}`, url), { signal }))
  if (!response || !response.ok) {
    throw new VendorFailure({
      kind: 'configuration',
      action: 'fail',
      code: 'E_NO_SANDBOX',
      message:
        'This source is connected to the sandbox, and no sandbox database is running. Start Quarterdeck with npm start, or set SANDBOX_URL.',
    })
  }
  const server = (await response.json()) as Pick<
    DatabaseTarget,
    'port' | 'database' | 'user' | 'password'
  >
  return { ...server, host: 'the sandbox', addresses: ['127.0.0.1'], tls: 'none' }
}
