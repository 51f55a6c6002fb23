import { DateTime } from 'luxon'
import { withTenant, type Refusal, type TenantTransaction } from '#foundation'
import { abandonRun, finishRun, LeaseLost } from '#sync'
import type { RunLease } from '../interruption.js'
import { rollUp, undoRun } from '#warehouse'
import { outcomeOf } from '../ending.js'
import { STATEMENT_TIMEOUT_MS } from '../limits.js'
import Import from '../models/import.js'

export interface FailedImport {
  organizationId: string
  importId: string
  refusal: Refusal
  /** Of the worker that read the file; absent where none holds the run. */
  lease?: RunLease
  /** Nobody tries again, so that the person has to be told now, whatever happened. */
  isLastTry: boolean
  /** Runs inside the transaction that ends the import, for example to complete the job. */
  completeIn?: (tenant: TenantTransaction) => Promise<void>
}

interface Fault {
  code: string
  message: string
}

/** Ends an import that cannot be completed, with a sentence that the person sees. */
export default class FailImport {
  async execute(order: FailedImport): Promise<void> {
    try {
      await this.inTransaction(order, (tenant, found) => this.takeBack(tenant, order, found))
    } catch (error) {
      if (error instanceof LeaseLost || !order.isLastTry) {
        throw error
      }
      await this.inTransaction(order, (tenant, found) => this.leave(tenant, order, found))
    }
  }

  /** A file lands whole or not at all. */
  private async takeBack(tenant: TenantTransaction, order: FailedImport, found: Import) {
    const now = DateTime.utc()
    const { code = 'E_IMPORT_FAILED', message } = order.refusal
    await undoRun(tenant, { runId: found.runId!, connectionId: found.connectionId!, now })
    await rollUp(tenant, { now })
    await this.state(tenant, order, { found, fault: { code, message }, state: 'failed' })
  }

  /** What landed cannot be taken back now: it is said, and can be undone by hand. */
  private async leave(tenant: TenantTransaction, order: FailedImport, found: Import) {
    const outcome = await outcomeOf(tenant, found.runId!, DateTime.utc())
    const isCounted = outcome.written > 0
    const rest = isCounted
      ? 'Rows imported before the error could not be removed and are still counted. Undo this import, and contact support if that fails too.'
      : 'Nothing was imported.'
    const fault = { code: 'E_IMPORT_LEFT', message: `${order.refusal.message} ${rest}` }
    found.merge({ outcome })
    await this.state(tenant, order, { found, fault, state: isCounted ? 'finished' : 'failed' })
  }

  private async state(
    tenant: TenantTransaction,
    { lease }: FailedImport,
    { found, fault, state }: { found: Import; fault: Fault; state: 'failed' | 'finished' }
  ) {
    const now = new Date()
    const error = { kind: 'permanent' as const, ...fault }
    await (lease
      ? finishRun(tenant, { ...lease, outcome: 'failed', error, now })
      : abandonRun(tenant, { runId: found.runId!, error, now }))
    const stated = { state, errorCode: fault.code, errorMessage: fault.message }
    await found.merge(stated).useTransaction(tenant.trx).save()
  }

  private inTransaction(
    { organizationId, importId, completeIn }: FailedImport,
    work: (tenant: TenantTransaction, found: Import) => Promise<void>
  ) {
    return withTenant(
      organizationId,
      async (tenant) => {
        const found = await Import.of({ id: organizationId }).where('id', importId).firstOrFail()
        if (found.state === 'queued' || found.state === 'running') {
          await work(tenant, found)
        }
        await completeIn?.(tenant)
      },
      { statementTimeoutMs: STATEMENT_TIMEOUT_MS }
    )
  }
}
