import { Refusal, withTenant } from '#foundation'
import { connectorOf } from '#reading'
import type Connection from '../models/connection.js'
import { consentHolders, holdersFor, type ConsentHolder } from '../queries/consent_holders.js'

/** The consent of another source, where it opens this one too; a refusal where it does not, or not any more. */
export async function sharedConsent(
  connection: Connection,
  holderId: string
): Promise<ConsentHolder> {
  const { organizationId, pluginId, connector, authName, mode } = connection
  const { definition } = await connectorOf(pluginId, connector)
  const holders = await withTenant(organizationId, (tenant) => consentHolders(tenant))
  const fitting = await holdersFor(holders, { pluginId, definition, authName })
  const holder = fitting.find((each) => each.id === holderId && each.mode === mode)
  if (!holder) {
    throw new Refusal({
      code: 'E_CONSENT_NOT_SHARED',
      status: 422,
      message:
        'The existing consent does not cover this source, so nothing was connected. Sign in at the vendor to grant the missing permissions.',
    })
  }
  return holder
}
