import type { DatabaseTarget, Driver, OpenDatabase } from './driver.js'

export const CONNECT_TIMEOUT_MS = 8_000

type Connect = (address: string) => Promise<OpenDatabase>

/** Connects to the first address that answers. Whoever answers is the server, if only to refuse. */
export async function firstReached(
  { addresses }: DatabaseTarget,
  faultOf: Driver['faultOf'],
  connect: Connect
): Promise<OpenDatabase> {
  let last: unknown
  for (const address of addresses) {
    try {
      return await connect(address)
    } catch (error) {
      last = error
      if (faultOf(error) !== 'unreachable') {
        break
      }
    }
  }
  throw last
}
