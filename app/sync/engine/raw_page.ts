import { zstdCompress } from 'node:zlib'
import { promisify } from 'node:util'
import { DateTime } from 'luxon'
import { type TenantTransaction } from '#foundation'
import { stableUuid } from '#shared/stable_uuid'
import type { StreamRead } from '#reading'
import { readName, type SyncRun } from './sync_run.js'

/** As small as gzip makes it, in a fifth of its time. */
const compress = promisify(zstdCompress)
/** Long enough to rebuild a month without asking the vendor again. */
const RAW_PAGE_DAYS = 30

export async function compressed(raw: string): Promise<Buffer | null> {
  return raw.length > 0 ? compress(raw) : null
}

export interface RawPage {
  part: StreamRead
  page: { body: Buffer | null }
  /** Says which page this is, so that keeping it again adds nothing. */
  place: string
}

/** Keeps a page as the vendor sent it. */
export async function keepRawPage(
  tenant: TenantTransaction,
  run: SyncRun,
  { part, page: { body }, place }: RawPage
) {
  if (!body) {
    return
  }
  const stream = part.stream.name
  const now = run.now()
  await tenant.query(
    `INSERT INTO raw_pages (organization_id, id, connection_id, run_id, stream, part, sequence, body,
       fetched_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6,
       (SELECT pages FROM sync_runs WHERE organization_id = $1 AND id = $4), $7, $8, $9)
     ON CONFLICT (organization_id, id) DO NOTHING`,
    [
      tenant.organizationId,
      stableUuid([run.id, stream, readName(part), place].join('\u0000')),
      run.connection.id,
      run.id,
      stream,
      readName(part),
      body,
      now,
      DateTime.fromJSDate(now).plus({ days: RAW_PAGE_DAYS }).toJSDate(),
    ]
  )
}
