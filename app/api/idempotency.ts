import { hash } from 'node:crypto'
import type { DateTime } from 'luxon'
import { Refusal, type TenantTransaction } from '#foundation'

/** How long a repeated request gets the first answer. */
const REMEMBERED_HOURS = 24
const KEY = /^[\x21-\x7e]{1,200}$/
/** PostgreSQL's code for a statement that waited too long, here for a request with the same key. */
const QUERY_CANCELED = '57014'

export interface Attempt {
  key: string
  /** What the request asks for; the same key may not ask for something else. */
  request: unknown
  now: DateTime
}

/** The key of a request that its sender may repeat, or null where there is none. */
export function readIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) {
    return null
  }
  if (!KEY.test(header)) {
    throw refuse(
      400,
      'E_IDEMPOTENCY_KEY_INVALID',
      'The Idempotency-Key holds 1 to 200 visible characters. Use a UUID.'
    )
  }
  return header
}

/**
 * Answers what the same request was answered before, or null where this is the first. The claim belongs to
 * the request's transaction: a request that fails leaves no trace, and one that runs at the same time waits.
 */
export async function claimOrRecall<Answer>(
  tenant: TenantTransaction,
  attempt: Attempt
): Promise<Answer | null> {
  const { organizationId } = tenant
  const { key, now } = attempt
  const fingerprint = hash('sha256', JSON.stringify(attempt.request))
  await tenant.query(
    'DELETE FROM idempotency_keys WHERE organization_id = $1 AND created_at < $2',
    [organizationId, now.minus({ hours: REMEMBERED_HOURS }).toJSDate()]
  )
  if (await claim(tenant, [organizationId, key, fingerprint, now.toJSDate()])) {
    return null
  }
  const { rows } = await tenant.query<{ fingerprint: string; answer: Answer | null }>(
    'SELECT fingerprint, answer FROM idempotency_keys WHERE organization_id = $1 AND key = $2',
    [organizationId, key]
  )
  if (rows[0].fingerprint !== fingerprint) {
    throw refuse(
      422,
      'E_IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key came with another request before, so nothing was done. Send a new key with a new request.'
    )
  }
  return rows[0].answer
}

async function claim(tenant: TenantTransaction, values: unknown[]): Promise<boolean> {
  try {
    const { rowCount } = await tenant.query(
      `INSERT INTO idempotency_keys (organization_id, key, fingerprint, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (organization_id, key) DO NOTHING`,
      values
    )
    return rowCount === 1
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) {
      throw refuse(
        409,
        'E_IDEMPOTENCY_KEY_BUSY',
        'A request with this Idempotency-Key is still running. Wait for it and send yours again.'
      )
    }
    throw error
  }
}

/** Keeps the answer for repetitions of the request. */
export async function rememberAnswer(tenant: TenantTransaction, key: string, answer: unknown) {
  await tenant.query(
    'UPDATE idempotency_keys SET answer = $3 WHERE organization_id = $1 AND key = $2',
    [tenant.organizationId, key, JSON.stringify(answer)]
  )
}

function refuse(status: number, code: string, message: string) {
  return new Refusal({ code, status, message })
}
