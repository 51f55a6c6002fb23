import type { ListedAccount } from './calls.js'

/**
 * What opens a connection, as the reader asks for it. Who stores, renews and consents stands behind it; secrets are
 * asked for at each call and kept nowhere here.
 */
export interface Access {
  /** The values for signing, with an access token that does not end within the next minute. */
  credentials(): Promise<Record<string, string>>
  /**
   * After the vendor refused them in a call, which may have been one about an account: fresh ones, or nothing where there is no way
   * to get any.
   */
  renew(accountId?: string): Promise<Record<string, string> | undefined>
  /** Values of the platform's client that requests carry, such as a developer token. */
  client(): Promise<Record<string, string>>
  /** What token answers said besides the tokens, such as the address of the tenant's server. */
  token(): Promise<Record<string, unknown>>
  /** Tokens of one account. */
  accountSecrets(accountId: string): Promise<ListedAccount['secrets']>
}
