import type { DateTime } from 'luxon'
import logger from '@adonisjs/core/services/logger'
import { Refusal, type TenantTransaction } from '#foundation'
import { runMetricQuery, type MetricQuery, type MetricResult } from '#metrics'
import type { Drawn, Failed } from '#shared/drawn_state'
import type Organization from '#organizations/models/organization'

/** PostgreSQL's code for a statement that ran longer than the request may take. */
const STATEMENT_TIMED_OUT = '57014'

const NOTHING_KNOWN = new Set<string>(['no_source', 'no_rows', 'no_match'])

export interface Asking {
  tenant: TenantTransaction
  organization: Organization
  now: DateTime
}

/**
 * Puts one question to the engine and says which of the drawn states its answer is in. A question
 * that fails leaves the transaction usable, so the other widgets of the page are still answered.
 */
export async function answerQuestion(
  { tenant, organization, now }: Asking,
  question: MetricQuery
): Promise<Drawn<MetricResult>> {
  await setSavepoint(tenant)
  try {
    const result = await runMetricQuery(tenant, organization, question, now)
    if (!tenant.isReadOnly) {
      await tenant.query('RELEASE SAVEPOINT question')
    }
    return drawn(result)
  } catch (error) {
    await tenant.query('ROLLBACK TO SAVEPOINT question')
    return failed(error)
  }
}

/** Transactions that can write nothing any more and have their savepoint: going back to it undoes nothing, so one is enough. */
const secured = new WeakSet<TenantTransaction>()

async function setSavepoint(tenant: TenantTransaction) {
  if (secured.has(tenant)) {
    return
  }
  await tenant.query('SAVEPOINT question')
  if (tenant.isReadOnly) {
    secured.add(tenant)
  }
}

function drawn(result: MetricResult): Drawn<MetricResult> {
  const totals = Object.values(result.totals)
  const reasons = totals.flatMap((total) =>
    total.status === 'unavailable' ? [{ reason: total.reason, message: total.message }] : []
  )
  const isNothingKnown =
    reasons.length === totals.length && reasons.every(({ reason }) => NOTHING_KNOWN.has(reason))
  if (isNothingKnown) {
    const message = reasons[0]?.message ?? 'Choose a metric to see its values.'
    const isUnconnected = reasons.some(({ reason }) => reason === 'no_source')
    return { state: 'empty', message, isUnconnected }
  }
  const missing = missingFrom(result)
  return missing.length > 0
    ? { state: 'partial', value: result, missing }
    : { state: 'ready', value: result }
}

function missingFrom(result: MetricResult): string[] {
  const sentences = new Set<string>()
  if (result.truncated) {
    sentences.add(result.truncated.message)
  }
  for (const { flags } of Object.values(result.provenance)) {
    flags.forEach((flag) => sentences.add(flag))
  }
  return [...sentences]
}

function failed(error: unknown): Failed {
  if (error instanceof Refusal) {
    return { state: 'failed', code: error.code ?? 'E_REFUSED', message: error.message }
  }
  if ((error as { code?: string }).code === STATEMENT_TIMED_OUT) {
    return {
      state: 'failed',
      code: 'E_TOO_SLOW',
      message:
        'This query took too long, so it was stopped. Choose a shorter period or fewer breakdowns.',
    }
  }
  logger.error({ err: error }, 'a query failed')
  return {
    state: 'failed',
    code: 'E_INTERNAL',
    message: 'Something went wrong on our side. Try again in a moment.',
  }
}
