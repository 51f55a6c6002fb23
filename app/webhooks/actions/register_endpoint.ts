import { openVendorSession, proofsOf, writeCredential, Connection } from '#connections'
import { newId, withTenant, type TenantTransaction } from '#foundation'
import { VendorFailure } from '#reading'
import { addressOf } from '../address.js'
import { hookOf } from '../hook_of.js'
import { SECRET_FIELD, TOKEN_FIELD } from './open_endpoint.js'

export interface EndpointPlace {
  organizationId: string
  connectionId: string
}

interface Stored {
  registration: string
  registeredId: string | null
}

/** An address that the vendor cannot reach is not worth a call. */
const NOT_REACHABLE =
  'This installation has no address that begins with https, so it cannot be registered with the vendor. Set APP_URL to its public address and reconnect the source.'

/**
 * Registers the address of a source with its vendor, once. A passing failure is thrown, for the job to come back; any other is written
 * down for the person, who can enter the address at the vendor instead.
 */
export class RegisterEndpoint {
  async execute(place: EndpointPlace, now: Date): Promise<void> {
    const waiting = await inTenant(place, (tenant) => waitingEndpoint(tenant, place))
    if (!waiting) {
      return
    }
    const { url, secret, isSandbox, registered } = waiting
    if (!isSandbox && !url.startsWith('https://')) {
      return settle(place, { registration: 'failed', reason: NOT_REACHABLE, now })
    }
    try {
      const session = await openVendorSession({ id: place.organizationId }, place.connectionId, {
        correlationId: newId(),
      })
      if (registered) {
        await withoutAbsence(() => session.unregister({ url, secret, registered }))
      }
      const told = await session.register({ url, secret, registered: null })
      await settle(place, { registration: 'registered', id: told.id, secret: told.secret, now })
    } catch (error) {
      await settle(place, failed(error, now))
      throwIfPassing(error)
    }
  }
}

/** Removes the address at the vendor. What fails is left to the 410 that the address answers from now on. */
export async function unregisterEndpoint(place: EndpointPlace): Promise<void> {
  const stored = await inTenant(place, (tenant) => storedEndpoint(tenant, place))
  if (!stored?.registeredId) {
    return
  }
  try {
    const session = await openVendorSession({ id: place.organizationId }, place.connectionId, {
      correlationId: newId(),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await session.unregister({ url: '', secret: '', registered: stored.registeredId })
  } catch (error) {
    if (!(error instanceof VendorFailure)) {
      throw error
    }
  }
}

/** What is gone at the vendor needs no removal. */
async function withoutAbsence(work: () => Promise<void>) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof VendorFailure && error.code === 'E_VENDOR_404')) {
      throw error
    }
  }
}

/** How long a person waits for the vendor while a source is removed. */
const PATIENCE_MS = 8_000

const inTenant = <Result>(
  { organizationId }: EndpointPlace,
  work: (tenant: TenantTransaction) => Promise<Result>
) => withTenant(organizationId, work)

async function storedEndpoint(tenant: TenantTransaction, { connectionId }: EndpointPlace) {
  const { rows } = await tenant.query<Stored>(
    `SELECT registration, registered_id AS "registeredId" FROM webhook_endpoints
     WHERE organization_id = $1 AND connection_id = $2`,
    [tenant.organizationId, connectionId]
  )
  return rows.at(0)
}

/** Null where there is nothing to register, or no access to do it with. */
async function waitingEndpoint(tenant: TenantTransaction, place: EndpointPlace) {
  const stored = await storedEndpoint(tenant, place)
  const connection = await registrable(tenant, place)
  if (!connection || !stored || stored.registration === 'registered') {
    return null
  }
  const { credentials, isSandbox } = await proofsOf(connection)
  const { [SECRET_FIELD]: secret = '', [TOKEN_FIELD]: token = '' } = credentials
  return { url: addressOf(token), secret, isSandbox, registered: stored.registeredId }
}

/** The source, where it is connected and its vendor takes addresses from a program. */
async function registrable(tenant: TenantTransaction, place: EndpointPlace) {
  const { organizationId: id, connectionId } = place
  const found = await Connection.of({ id }).where('id', connectionId).first()
  const connection = found as Connection | null
  if (connection?.state !== 'connected') {
    return null
  }
  const hook = await hookOf(tenant, connection)
  return hook?.definition.register ? connection : null
}

interface Outcome {
  registration: 'registered' | 'waiting' | 'failed'
  reason?: string
  id?: string
  secret?: string
  now: Date
}

function failed(error: unknown, now: Date): Outcome {
  if (!(error instanceof VendorFailure)) {
    throw error
  }
  const { kind, message: reason } = error
  return { registration: kind === 'temporary' ? 'waiting' : 'failed', reason, now }
}

function throwIfPassing(error: unknown) {
  if (error instanceof VendorFailure && error.kind === 'temporary') {
    throw error
  }
}

const settle = (place: EndpointPlace, outcome: Outcome) =>
  inTenant(place, async (tenant) => {
    const { connectionId } = place
    const { registration, reason = null, id = null, secret = '', now } = outcome
    await tenant.query(
      `UPDATE webhook_endpoints SET registration = $3, registration_reason = $4, registered_id = $5, updated_at = $6
       WHERE organization_id = $1 AND connection_id = $2`,
      [tenant.organizationId, connectionId, registration, reason, id, now]
    )
    await writeCredential(tenant, { connectionId, field: SECRET_FIELD, value: secret, now })
  })
