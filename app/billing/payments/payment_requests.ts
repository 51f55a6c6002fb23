import { DateTime } from 'luxon'
import { enqueue, Refusal, withTenant, type TenantTransaction } from '#foundation'
import { follow } from '#billing/payments/follow'
import {
  carryOut,
  type AnswerOf,
  type Operation,
  type ParametersOf,
} from '#billing/provider/operations'

export const SETTLE_QUEUE = { name: 'billing.settle' }

/** A call that has no answer after this is made again, under its key. */
const SETTLE_AFTER_SECONDS = 60

/** The provider remembers a key for a day; a call older than this is not repeated but looked into. */
export const REPEATABLE_HOURS = 23

export interface PaymentRequest<Name extends Operation> {
  organizationId: string
  operation: Name
  parameters: ParametersOf<Name>
  /** Says what is done and in which state, so that doing it twice from one state is doing it once. */
  key: string
}

export interface RequestRow {
  key: string
  operation: Operation
  parameters: Record<string, unknown>
  state: 'planned' | 'done' | 'refused'
  answer: { id?: string; url?: string } | null
  planned_at: Date
}

/**
 * Makes a call that changes something at the provider: written down before, settled after. Whatever happens in between,
 * the same call under the same key is made again and answers the same. No transaction is open while it waits.
 */
export async function perform<Name extends Operation>(
  request: PaymentRequest<Name>
): Promise<{ id?: string; url?: string }> {
  const planned = await withTenant(request.organizationId, (tenant) => plan(tenant, request))
  return planned.state === 'done' ? planned.answer! : settle(request.organizationId, planned)
}

/** The stored row of this key; after a refusal, for example of a card, the next try has a key of its own. */
async function plan<Name extends Operation>(
  tenant: TenantTransaction,
  { operation, parameters, key }: PaymentRequest<Name>
): Promise<RequestRow> {
  const { rows: refused } = await tenant.query<{ count: string }>(
    `SELECT count(*) FROM payment_requests WHERE organization_id = $1 AND state = 'refused'
       AND starts_with(key, $2)`,
    [tenant.organizationId, `${key}#`]
  )
  const own = `${key}#${refused[0].count}`
  const now = DateTime.utc()
  const { rowCount } = await tenant.query(
    `INSERT INTO payment_requests (organization_id, key, operation, parameters, state, planned_at)
     VALUES ($1, $2, $3, $4, 'planned', $5) ON CONFLICT DO NOTHING`,
    [tenant.organizationId, own, operation, JSON.stringify(parameters), now.toJSDate()]
  )
  if (rowCount > 0) {
    const payload = { organizationId: tenant.organizationId, key: own }
    const startAfter = now.plus({ seconds: SETTLE_AFTER_SECONDS }).toJSDate()
    await enqueue(SETTLE_QUEUE, payload, {
      within: tenant,
      group: tenant.organizationId,
      startAfter,
    })
  }
  return (await findRequest(tenant, own))!
}

export async function findRequest(tenant: TenantTransaction, key: string) {
  const { rows } = await tenant.query<RequestRow>(
    'SELECT * FROM payment_requests WHERE organization_id = $1 AND key = $2',
    [tenant.organizationId, key]
  )
  return rows.at(0)
}

/** Makes the call of a row and notes what came of it. */
export async function settle(organizationId: string, row: RequestRow) {
  const { key, operation, parameters } = row
  try {
    const answer = await carryOut(operation, parameters as never, {
      idempotencyKey: `${organizationId}:${key}`,
    })
    const kept = shortOf(answer)
    await note(organizationId, { row, state: 'done', answer: kept })
    return kept
  } catch (error) {
    if (isFinal(error)) {
      await note(organizationId, { row, state: 'refused', answer: { message: error.message } })
      throw refusedBy(error)
    }
    throw noAnswer(error)
  }
}

/** What is needed later: nothing of a card or a person. */
function shortOf(answer: AnswerOf<Operation>): { id?: string; url?: string } {
  const { id, url } = answer as { id?: string; url?: string | null }
  return { ...(id ? { id } : {}), ...(url ? { url } : {}) }
}

interface Outcome {
  row: RequestRow
  state: 'done' | 'refused'
  answer: { id?: string; url?: string; message?: string }
}

/** The answer and what follows from it are one transaction; a second one that settles the row finds it settled. */
function note(organizationId: string, { row, state, answer }: Outcome) {
  return withTenant(organizationId, async (tenant) => {
    const { rowCount } = await tenant.query(
      `UPDATE payment_requests SET state = $3, answer = $4, settled_at = $5
       WHERE organization_id = $1 AND key = $2 AND state = 'planned'`,
      [organizationId, row.key, state, JSON.stringify(answer), new Date()]
    )
    if (rowCount > 0 && state === 'done') {
      await follow(tenant, row, answer)
    }
  })
}

interface ProviderError extends Error {
  statusCode?: number
  code?: string
  type?: string
}

/** The provider understood and said no. Anything else may have happened or not. */
function isFinal(error: unknown): error is ProviderError {
  const { statusCode } = error as ProviderError
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && statusCode !== 429
}

function refusedBy({ code, message }: ProviderError) {
  const isCard = code === 'card_declined' || code === 'expired_card'
  return new Refusal({
    code: isCard ? 'E_CARD_DECLINED' : 'E_PAYMENT_REFUSED',
    status: isCard ? 402 : 422,
    message: isCard
      ? 'The card was declined, so nothing was changed and nothing is charged. Open the payment methods and use another card.'
      : `The payment provider did not accept this: ${message} Nothing was changed.`,
  })
}

function noAnswer(cause: unknown) {
  const refusal = new Refusal({
    code: 'E_PAYMENT_PROVIDER_SILENT',
    status: 503,
    message:
      'The payment provider did not answer. What you asked for is written down and is completed once, as soon as it answers. Look again in a few minutes.',
  })
  refusal.cause = cause
  return refusal
}

/** The same call once more, by a job. One that was settled meanwhile is left alone, one that is too old is looked into. */
export async function settleAgain(
  { organizationId, key }: { organizationId: string; key: string },
  now: DateTime
) {
  const row = await withTenant(organizationId, (tenant) => findRequest(tenant, key))
  const hours = row ? now.diff(DateTime.fromJSDate(row.planned_at), 'hours').hours : 0
  if (row?.state !== 'planned') {
    return
  }
  if (hours >= REPEATABLE_HOURS) {
    const answer = { message: 'No answer came for a day, so the call was given up.' }
    await note(organizationId, { row, state: 'refused', answer })
    return
  }
  await settle(organizationId, row).catch((error: unknown) => {
    // A refusal is an answer: it is noted, and nobody waits for it here.
    if ((error as Refusal).code === 'E_PAYMENT_PROVIDER_SILENT') {
      throw error
    }
  })
}
