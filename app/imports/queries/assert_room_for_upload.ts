import { Refusal, withTenant } from '#foundation'

/** What one organization may have lying in the uploads folder, waiting for somebody to decide or for the queue. */
const MOST_FILES = 50
const MOST_BYTES = 5 * 1024 ** 3

/** Asked before a file is received. Refuses where so much waits already that somebody else's disk is taken. */
export async function assertRoomForUpload({ id }: { id: string }) {
  const { files, bytes } = await withTenant(id, (tenant) => waiting(tenant.query, id), {
    readOnly: true,
  })
  if (files >= MOST_FILES || bytes >= MOST_BYTES) {
    throw new Refusal({
      code: 'E_UPLOADS_WAITING',
      status: 429,
      message: `${files} files of your organization wait to be imported already, so this one was not taken. Finish or discard some of them under Imports first.`,
    })
  }
}

type Query = <Row>(text: string, values: unknown[]) => Promise<{ rows: Row[] }>

async function waiting(query: Query, id: string) {
  const { rows } = await query<{ files: string; bytes: string | null }>(
    `SELECT count(*) AS files, sum(byte_size) AS bytes FROM imports
      WHERE organization_id = $1 AND state IN ('uploaded', 'inspected', 'queued', 'running')`,
    [id]
  )
  return { files: Number(rows[0].files), bytes: Number(rows[0].bytes ?? 0) }
}
