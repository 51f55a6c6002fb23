import { withTenant } from '#foundation'
import type { Clock } from '../http/clock.js'
import type Connection from '../models/connection.js'
import { readConsent } from '../oauth/authorization.js'
import { oauthOf, redeemConsent } from './redeem_consent.js'
import { proveGrant } from './sign_in.js'
import { heldConnection, storeSignIn } from './store_sign_in.js'

export interface ConsentAnswer {
  organization: { id: string }
  connectionId: string
  /** What the vendor sent the person back with. */
  parameters: URLSearchParams
  /** What was remembered when the person left. */
  state: string
  verifier: string
  now: Date
  correlationId?: string
  clock?: Clock
}

/**
 * Finishes what `ConnectSource` or `ReconnectSource` began, after the person agreed at the vendor. Opens its own
 * transactions and asks the vendor between them: where it fails, the source stays as it was.
 */
export class CompleteConsent {
  async execute(answer: ConsentAnswer): Promise<Connection> {
    const { organization, connectionId, parameters, state, now } = answer
    const connection = await withTenant(organization.id, (tenant) =>
      heldConnection(tenant, connectionId)
    )
    const { title } = await oauthOf(connection)
    const code = readConsent(parameters, state, title)
    const grant = await redeemConsent(connection, { ...answer, code })
    const proof = await proveGrant(connection, grant, answer)
    return withTenant(organization.id, async (tenant) =>
      storeSignIn(tenant, await heldConnection(tenant, connectionId), { proof, now })
    )
  }
}
