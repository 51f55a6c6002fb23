import type { Auth } from '#kit'
import { VendorFailure, type Reader } from '#reading'
import { withTenant } from '#foundation'
import { isForEveryCall, secretsOfAccount } from '../credentials/account_secrets.js'
import type { StoredCredentials } from '../credentials/credential_store.js'
import { readSharedCredentials } from '../credentials/shared_consent.js'
import { freshCredentials, type RenewableConnection } from '../oauth/access_token.js'
import { oauthClient } from '../oauth/oauth_clients.js'
import { keptIn } from '../oauth/stored_grant.js'
import { isTokenAuth } from '../oauth/token_context.js'
import { endsSoon, isDue } from '../oauth/token_life.js'

type Access = ConstructorParameters<typeof Reader>[0]['access']

export interface SecretPlaces extends Omit<RenewableConnection, 'auth'> {
  auth: Auth
  /** Secrets that are only being tried: stored nowhere yet, so there is nothing to renew. */
  trial?: StoredCredentials
  /** Lists the accounts again, for fresh tokens of single ones. Absent where accounts have none. */
  relist?: (refused: RefusedAccount) => Promise<StoredCredentials>
  signal?: AbortSignal
}

export interface RefusedAccount {
  id: string
  /** What the vendor refused. */
  secrets: Record<string, string>
}

/** The secrets of an open session. They stay here: pages, logs and failures never see them. */
export class SessionSecrets implements Access {
  readonly #places: SecretPlaces
  readonly #now: () => Date
  #stored: StoredCredentials | undefined
  #hasTriedAhead = false
  #client: Record<string, string> | undefined

  constructor(places: SecretPlaces, now: () => Date) {
    this.#places = places
    this.#now = now
    this.#stored = places.trial
  }

  /** The values for signing, with an access token that does not end within the next minute. */
  async credentials(): Promise<Record<string, string>> {
    this.#stored ??= await this.#read()
    const { accessToken } = this.#stored
    const { auth, trial } = this.#places
    if (isTokenAuth(auth) && !trial) {
      if (!accessToken || endsSoon(accessToken.expiresAt, this.#now())) {
        await this.renew()
      } else if (isDue(auth, accessToken, this.#now())) {
        await this.#renewAhead()
      }
    }
    return this.#values()
  }

  /** Long before the end, once a session: a vendor that does not answer now leaves a token that still opens. */
  async #renewAhead() {
    if (this.#hasTriedAhead) {
      return
    }
    this.#hasTriedAhead = true
    try {
      await this.renew()
    } catch (error) {
      if (!(error instanceof VendorFailure)) {
        throw error
      }
    }
  }

  /** After the vendor refused them: fresh ones, or nothing where there is no way to get any. */
  async renew(accountId?: string): Promise<Record<string, string> | undefined> {
    const renewed = (await this.#relisted(accountId)) ?? (await this.#renewed())
    this.#stored = renewed ?? this.#stored
    return renewed && this.#values()
  }

  async #relisted(id: string | undefined): Promise<StoredCredentials | undefined> {
    const secrets = id === undefined ? {} : await this.accountSecrets(id)
    return id !== undefined && Object.keys(secrets).length > 0
      ? this.#places.relist?.({ id, secrets })
      : undefined
  }

  async #renewed(): Promise<StoredCredentials | undefined> {
    const { auth, trial, ...places } = this.#places
    const stale = this.#stored?.accessToken?.value
    return isTokenAuth(auth) && !trial
      ? freshCredentials({ ...places, auth }, stale, this.#now)
      : undefined
  }

  /** The platform's client, with values that requests carry, such as a developer token. */
  async client(): Promise<Record<string, string>> {
    const { auth, mode } = this.#places
    if (this.#client || auth.kind !== 'oauth2') {
      return this.#client ?? {}
    }
    const { id, secret, fields } = await oauthClient(this.#places, auth, mode)
    this.#client = { ...fields, id, secret }
    return this.#client
  }

  async token(): Promise<Record<string, unknown>> {
    this.#stored ??= await this.#read()
    return keptIn(this.#stored)
  }

  async accountSecrets(accountId: string): Promise<Record<string, string>> {
    this.#stored ??= await this.#read()
    return secretsOfAccount(this.#stored, accountId)
  }

  #values(): Record<string, string> {
    const { refreshToken, ...stored } = this.#stored ?? {}
    const visible = Object.entries(stored).filter(([field]) => isForEveryCall(field))
    return Object.fromEntries(visible.map(([name, { value }]) => [name, value]))
  }

  #read() {
    const places = this.#places
    return withTenant(places.organizationId, (tenant) => readSharedCredentials(tenant, places))
  }
}
