import type { Auth } from '#kit'
import type { Access } from '#reading'
import { withTenant } from '#foundation'
import {
  accountField,
  readCredentials,
  type StoredCredential,
} from '../credentials/credential_store.js'
import { endsSoon, freshAccessToken, type RenewableConnection } from '../oauth/access_token.js'
import { oauthClient } from '../oauth/oauth_clients.js'

export interface SecretPlaces extends Omit<RenewableConnection, 'auth'> {
  auth: Auth
  publicCredentials: Record<string, unknown>
  /** Secrets that are only being tried: stored nowhere yet, so there is nothing to renew. */
  trial?: Record<string, StoredCredential>
  signal?: AbortSignal
}

/** The secrets of an open session. They stay here: pages, logs and failures never see them. */
export class SessionSecrets implements Access {
  readonly #places: SecretPlaces
  readonly #now: () => Date
  #stored: Record<string, StoredCredential> | undefined
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
    if (this.#places.auth.kind === 'oauth2' && !this.#places.trial) {
      if (!accessToken || endsSoon(accessToken.expiresAt, this.#now())) {
        await this.renew()
      }
    }
    return this.#values()
  }

  /** After the vendor refused them: fresh ones, or nothing where there is no way to get any. */
  async renew(): Promise<Record<string, string> | undefined> {
    const { auth, trial, ...places } = this.#places
    if (auth.kind !== 'oauth2' || trial) {
      return undefined
    }
    const stale = this.#stored?.accessToken?.value
    const accessToken = await freshAccessToken({ ...places, auth }, stale, this.#now)
    this.#stored = { ...this.#stored, accessToken }
    return this.#values()
  }

  /** Values of the platform's client that requests carry, such as a developer token. */
  async client(): Promise<Record<string, string>> {
    const { auth, mode } = this.#places
    if (this.#client || auth.kind !== 'oauth2' || !auth.clientFields) {
      return this.#client ?? {}
    }
    const client = await oauthClient(this.#places, auth, mode)
    this.#client = client.fields
    return client.fields
  }

  async token(): Promise<Record<string, unknown>> {
    const kept = this.#places.publicCredentials.token
    return typeof kept === 'object' && kept !== null ? { ...kept } : {}
  }

  async accountSecrets(accountId: string): Promise<Record<string, string>> {
    this.#stored ??= await this.#read()
    const prefix = accountField(accountId, '')
    const own = Object.entries(this.#stored).filter(([field]) => field.startsWith(prefix))
    return Object.fromEntries(own.map(([field, { value }]) => [field.slice(prefix.length), value]))
  }

  #values(): Record<string, string> {
    const { refreshToken, ...visible } = this.#stored ?? {}
    return Object.fromEntries(Object.entries(visible).map(([name, { value }]) => [name, value]))
  }

  #read() {
    const { organizationId, id } = this.#places
    return withTenant(organizationId, (tenant) => readCredentials(tenant, id))
  }
}
