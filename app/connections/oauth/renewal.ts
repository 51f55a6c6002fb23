import { VendorFailure } from '#reading'
import type { StoredCredentials } from '../credentials/credential_store.js'
import type { TokenGrant } from './token_answer.js'

/** How access is renewed, apart from where it is stored and who grants it. */
export interface Renewal {
  /** Lets one of all processes at a time renew; the others look from time to time what it brought. */
  takeTurn(turn: {
    find(): Promise<StoredCredentials | undefined>
    renew(): Promise<StoredCredentials>
  }): Promise<StoredCredentials>
  read(): Promise<StoredCredentials>
  /** Asks the vendor, with no transaction open. */
  ask(before: StoredCredentials): Promise<TokenGrant>
  /** Stores the grant if the access token from before still stands. Answers what stands then. */
  replace(before: StoredCredentials, grant: TokenGrant): Promise<StoredCredentials>
  isUsable(stored: StoredCredentials): boolean
}

/**
 * Answers usable credentials. Who comes second finds what the first one stored and calls nobody. A worker that was frozen meanwhile
 * overwrites neither its successor's tokens nor those of a person who reconnected; and where the vendor refuses a refresh token
 * that a successor has used, the successor's tokens are the answer.
 */
export function renewThrough(renewal: Renewal): Promise<StoredCredentials> {
  const found = async () => {
    const stored = await renewal.read()
    return renewal.isUsable(stored) ? stored : undefined
  }
  return renewal.takeTurn({
    find: found,
    renew: async () => {
      const before = await renewal.read()
      return renewal.isUsable(before) ? before : renewed(renewal, before)
    },
  })
}

async function renewed(renewal: Renewal, before: StoredCredentials): Promise<StoredCredentials> {
  try {
    return await renewal.replace(before, await renewal.ask(before))
  } catch (error) {
    const isRefused = error instanceof VendorFailure && error.action === 'reconnect'
    const now = isRefused ? await renewal.read() : before
    if (now.accessToken?.value === before.accessToken?.value || !renewal.isUsable(now)) {
      throw error
    }
    return now
  }
}
