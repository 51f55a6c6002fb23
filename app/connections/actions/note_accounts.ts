import type { TenantTransaction } from '#foundation'

/** How the reading of an account ended: with its numbers, or with the reason why it brought none. */
export interface AccountReading {
  id: string
  /** A sentence; null where it was read. */
  reason: string | null
}

/** Writes down which accounts the vendor no longer lets be read, and forgets it of those that it does. What they brought stays. */
export async function noteAccounts(
  tenant: TenantTransaction,
  connectionId: string,
  { readings, now }: { readings: AccountReading[]; now: Date }
) {
  await tenant.query(
    `UPDATE connection_accounts a SET unread_reason = r.reason,
       unread_since = CASE WHEN r.reason IS NOT NULL THEN coalesce(a.unread_since, $3) END
     FROM unnest($4::text[], $5::text[]) AS r (id, reason)
     WHERE a.organization_id = $1 AND a.connection_id = $2 AND a.external_id = r.id
       AND a.unread_reason IS DISTINCT FROM r.reason`,
    [
      tenant.organizationId,
      connectionId,
      now,
      readings.map(({ id }) => id),
      readings.map(({ reason }) => reason),
    ]
  )
}
