import { openVendorSession } from '#connections'
import { withTenant, type TenantTransaction } from '#foundation'
import { VendorFailure, type Clock } from '#reading'

/** A message to people, in plain text. */
export interface Notice {
  title: string
  text: string
  /** Where to read on; empty where nowhere. */
  url: string
  /** One message is sent for each key, however often it is asked for. */
  key: string
}

/**
 * `unknown`: it was sent off and no clear answer came, so it may have arrived; it is never sent again. `refused`: it was not sent, and
 * asking again with the same key tries again.
 */
export type NoticeOutcome =
  | { state: 'sent'; receipt: string }
  | { state: 'refused'; reason: string; isTemporary: boolean }
  | { state: 'unknown'; reason: string }

export interface NotifyOptions {
  correlationId: string
  now: Date
  signal?: AbortSignal
  clock?: Clock
}

/** How long it is remembered what was sent. */
const REMEMBERED = '90 days'

const UNCLEAR =
  'No clear answer came when this message was sent, so it may have arrived. It is not sent again.'

/**
 * Tells people something through a source that can (`notify@1`): checks, sends, and writes down what came of it, under a key that
 * lets one message through. Never inside a transaction: the vendor is asked.
 */
export async function notify(
  { organization, connectionId }: { organization: { id: string }; connectionId: string },
  notice: Notice,
  options: NotifyOptions
): Promise<NoticeOutcome> {
  const inTenant = <Result>(work: (tenant: TenantTransaction) => Promise<Result>) =>
    withTenant(organization.id, work)
  const session = await openVendorSession(organization, connectionId, options)
  const asked = { connectionId, key: notice.key, now: options.now }
  const earlier = await inTenant((tenant) => claim(tenant, asked))
  if (earlier) {
    return earlier
  }
  const outcome = await sent(() => session.notify(notice))
  await inTenant((tenant) => settle(tenant, asked, outcome))
  return outcome
}

interface Asked {
  connectionId: string
  key: string
  now: Date
}

/** Takes the key, or answers what became of it before. One that was refused is free again. */
async function claim(tenant: TenantTransaction, asked: Asked): Promise<NoticeOutcome | null> {
  const { connectionId, key, now } = asked
  await tenant.query(
    `DELETE FROM notifications
     WHERE organization_id = $1 AND connection_id = $2 AND created_at < $3::timestamptz - $4::interval`,
    [tenant.organizationId, connectionId, now, REMEMBERED]
  )
  const { rowCount } = await tenant.query(
    `INSERT INTO notifications AS n (organization_id, connection_id, key, state, created_at, updated_at)
     VALUES ($1, $2, $3, 'sending', $4, $4)
     ON CONFLICT (organization_id, connection_id, key) DO UPDATE
       SET state = 'sending', reason = NULL, updated_at = $4 WHERE n.state = 'refused'`,
    [tenant.organizationId, connectionId, key, now]
  )
  return rowCount === 1 ? null : earlierOutcome(tenant, asked)
}

async function earlierOutcome(tenant: TenantTransaction, { connectionId, key }: Asked) {
  const { rows } = await tenant.query<{ receipt: string | null }>(
    `SELECT receipt FROM notifications
     WHERE organization_id = $1 AND connection_id = $2 AND key = $3 AND state = 'sent'`,
    [tenant.organizationId, connectionId, key]
  )
  return rows.length === 1
    ? ({ state: 'sent', receipt: rows[0].receipt ?? '' } as const)
    : ({ state: 'unknown', reason: UNCLEAR } as const)
}

/** Where the request never left, nothing can have arrived. */
const NEVER_LEFT = ['E_VENDOR_CIRCUIT_OPEN', 'E_VENDOR_BUDGET']

/** What would be retried when reading is unclear: no answer, or one that says nothing of the message. */
const mayHaveArrived = ({ action, code }: VendorFailure) =>
  action === 'retry' && !NEVER_LEFT.includes(code)

async function sent(send: () => Promise<string>): Promise<NoticeOutcome> {
  try {
    return { state: 'sent', receipt: await send() }
  } catch (error) {
    if (!(error instanceof VendorFailure)) {
      throw error
    }
    const { message, kind } = error
    return mayHaveArrived(error)
      ? { state: 'unknown', reason: UNCLEAR }
      : { state: 'refused', reason: message, isTemporary: kind === 'temporary' }
  }
}

/** One without a clear answer stays as it was claimed: `sending` is never taken again. */
async function settle(tenant: TenantTransaction, asked: Asked, outcome: NoticeOutcome) {
  if (outcome.state === 'unknown') {
    return
  }
  const receipt = outcome.state === 'sent' ? outcome.receipt : null
  const reason = outcome.state === 'refused' ? outcome.reason : null
  await tenant.query(
    `UPDATE notifications SET state = $4, receipt = $5, reason = $6, updated_at = $7
     WHERE organization_id = $1 AND connection_id = $2 AND key = $3`,
    [
      tenant.organizationId,
      asked.connectionId,
      asked.key,
      outcome.state,
      receipt,
      reason,
      asked.now,
    ]
  )
}
