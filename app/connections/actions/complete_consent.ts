import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import type { Clock } from '#reading'
import type Connection from '../models/connection.js'
import { readConsent } from '../oauth/authorization.js'
import { holdVendor } from '../queries/accounts_elsewhere.js'
import { sourceToRenew } from '../queries/source_to_renew.js'
import { RemoveSource, type Change } from './remove_source.js'
import { oauthOf, redeemConsent } from './redeem_consent.js'
import { proveGrant, type ProvenSignIn } from './sign_in.js'
import { heldConnection, storeSignIn } from './store_sign_in.js'

export interface ConsentAnswer {
  organization: { id: string }
  connectionId: string
  actor?: Change['actor']
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
 * transactions and asks the vendor between them: where it fails, the source stays as it was. A new source of accounts that
 * another one reads does not remain.
 */
export class CompleteConsent {
  async execute(answer: ConsentAnswer): Promise<Connection> {
    const { organization, connectionId, parameters, state } = answer
    const connection = await withTenant(organization.id, (tenant) =>
      heldConnection(tenant, connectionId)
    )
    const code = readConsent(parameters, state, await oauthOf(connection))
    const grant = await redeemConsent(connection, { ...answer, code, redirect: parameters })
    const proof = await proveGrant(connection, grant, answer)
    try {
      return await withTenant(organization.id, async (tenant) => {
        await holdVendor(tenant, connection)
        return finish(tenant, answer, proof)
      })
    } catch (error) {
      if (error instanceof Refusal && error.code === 'E_ACCOUNT_CONNECTED') {
        await withTenant(organization.id, (tenant) => dropUnfinished(tenant, answer))
      }
      throw error
    }
  }
}

async function finish(tenant: TenantTransaction, answer: ConsentAnswer, proof: ProvenSignIn) {
  const { connectionId, now } = answer
  const held = await heldConnection(tenant, connectionId)
  const known = held.state === 'pending' ? await sourceToRenew(tenant, held, proof) : undefined
  const source = await storeSignIn(tenant, known ?? held, { proof, now })
  if (known) {
    await dropUnfinished(tenant, answer)
  }
  return source
}

/** What was begun only to hold this consent. A source that was connected before stays as it was. */
async function dropUnfinished(tenant: TenantTransaction, answer: ConsentAnswer) {
  const { connectionId, actor = { id: null }, now } = answer
  const held = await heldConnection(tenant, connectionId)
  if (held.state === 'pending') {
    await new RemoveSource().execute(held, { actor, now })
  }
}
