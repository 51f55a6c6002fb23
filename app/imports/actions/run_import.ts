import logger from '@adonisjs/core/services/logger'
import { DateTime } from 'luxon'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import { readAhead } from '#shared/read_ahead'
import { LeaseLost, startRun } from '#sync'
import type { RunLease } from '../interruption.js'
import { registerStream } from '#warehouse'
import { readInChild } from '../child/reader_process.js'
import { assertFilesAreOn } from '../file_plugin.js'
import { succeed } from '../ending.js'
import { STATEMENT_TIMEOUT_MS, staysAsItIs } from '../limits.js'
import { assertStillAllowed, assertWanted, putDown } from '../interruption.js'
import { landChunk, readyChunks, type Landing, type ReadyChunk } from '../landing.js'
import { dimensionsOf, planMapping, slotsOf, type MapPlan } from '../mapping/map_plan.js'
import { timeZoneOf } from '../queries/time_zone_of.js'
import Import, { type ImportOutcome } from '../models/import.js'
import { landReplacement, reporter } from '../replacement.js'
import { ROWS_STREAM, rowsStreamOf, streamModeFor } from '../sources.js'
import FailImport from './fail_import.js'

export interface ImportToRun {
  organizationId: string
  importId: string
  /** Aborted when another worker has the job. */
  signal: AbortSignal
  /** Aborted when this process is about to end: the import is put down behind its last chunk. */
  stopping: AbortSignal
  /** Completes the job, inside the transaction that ends the import or hands it over. */
  completeIn: (tenant: TenantTransaction) => Promise<void>
  /** The queue does not try again. */
  isLastTry: boolean
}

interface Prepared extends Landing {
  found: Import
  plan: MapPlan
}

/** Reads an import's file and lands its rows. Started again after a crash it goes on behind the last chunk. */
export default class RunImport {
  async execute(order: ImportToRun): Promise<ImportOutcome | null> {
    const lease = await this.take(order)
    if (!lease) {
      return null
    }
    try {
      const prepared = await this.inTenant(order, (tenant) => this.prepare(tenant, order, lease))
      return prepared.found.mapping.mode === 'replace'
        ? await this.replace(order, prepared)
        : await this.append(order, prepared)
    } catch (error) {
      return this.fail(order, lease, error)
    }
  }

  /** From here on the import has a holder, who ends it whatever happens. One that was discarded meanwhile needs none. */
  private take(order: ImportToRun): Promise<RunLease | null> {
    return this.inTenant(order, async (tenant) => {
      const found = await this.wanted(order).first()
      const lease = found && (await startRun(tenant, { runId: found.runId!, now: new Date() }))
      await (found && lease
        ? found.merge({ state: 'running' }).useTransaction(tenant.trx).save()
        : order.completeIn(tenant))
      return lease
    })
  }

  private async prepare(
    tenant: TenantTransaction,
    order: ImportToRun,
    lease: RunLease
  ): Promise<Prepared> {
    await assertFilesAreOn(tenant)
    await assertWanted(tenant, lease)
    await assertStillAllowed(tenant, lease)
    const found = await this.wanted(order).firstOrFail()
    const stream = await this.streamOf(tenant, found)
    const { slots } = stream
    const plan = planMapping(found.mapping, found.format, {
      ...{ source: found.source!, slots },
      timeZone: await timeZoneOf(tenant),
    })
    const { id: importId, byteSize } = found
    const { mode } = found.mapping
    return { found, importId, stream, lease, byteSize, plan, mode }
  }

  private wanted({ organizationId, importId }: ImportToRun) {
    return Import.of({ id: organizationId }).where('id', importId)
  }

  private async streamOf(tenant: TenantTransaction, { connectionId, mapping, source }: Import) {
    const known = await rowsStreamOf(tenant, connectionId!)
    return registerStream(tenant, {
      connectionId: connectionId!,
      name: ROWS_STREAM,
      mode: streamModeFor(mapping, known),
      channel: null,
      slots: slotsOf(mapping, source!),
      dimensions: dimensionsOf(mapping, source!),
      period: mapping.grain ?? 'day',
    })
  }

  /** Chunk by chunk, each a transaction of its own that also says where to go on. */
  private async append(order: ImportToRun, prepared: Prepared): Promise<ImportOutcome> {
    for await (const ready of this.read(order, prepared)) {
      await this.inTenant(order, async (tenant) => {
        await landChunk(tenant, prepared, { ...ready, now: DateTime.utc() })
        await assertWanted(tenant, prepared.lease)
      })
      order.stopping.throwIfAborted()
    }
    return this.inTenant(order, (tenant) => this.finish(tenant, order, prepared))
  }

  private async replace(order: ImportToRun, prepared: Prepared): Promise<ImportOutcome> {
    const report = reporter(order.organizationId, prepared)
    return this.inTenant(order, async (tenant) => {
      await landReplacement(tenant, prepared, { chunks: this.read(order, prepared), report })
      await assertWanted(tenant, prepared.lease)
      return this.finish(tenant, order, prepared)
    })
  }

  private read(order: ImportToRun, prepared: Prepared): AsyncGenerator<ReadyChunk> {
    const { found, plan } = prepared
    const signal = AbortSignal.any([order.signal, order.stopping])
    const { storedPath: path, format, lastPosition: afterPosition } = found
    const chunks = readInChild({ path, format, plan, afterPosition }, signal)
    return readAhead(readyChunks(chunks, prepared), { awaitsEnd: true })
  }

  private async finish(
    tenant: TenantTransaction,
    order: ImportToRun,
    prepared: Prepared
  ): Promise<ImportOutcome> {
    const outcome = await succeed(tenant, prepared)
    await order.completeIn(tenant).catch((error: Error) => {
      throw new LeaseLost(`The job of this import cannot be completed: ${error.message}`)
    })
    return outcome
  }

  /** A file that cannot be read ends its import; anything else is tried again by the queue, but not for ever. */
  private async fail(order: ImportToRun, lease: RunLease, error: unknown): Promise<null> {
    if (error instanceof LeaseLost) {
      throw error
    }
    if (order.stopping.aborted) {
      await putDown(order, lease)
      return null
    }
    const isLastTry = order.isLastTry || staysAsItIs(error)
    if (!(error instanceof Refusal || isLastTry)) {
      throw error
    }
    const refusal = error instanceof Refusal ? error : unexpected(error as Error, order)
    const { organizationId, importId, completeIn } = order
    const failed = { organizationId, importId, completeIn, lease, refusal, isLastTry }
    await new FailImport().execute(failed)
    throw refusal
  }

  private inTenant<Result>(
    { organizationId }: ImportToRun,
    work: (tenant: TenantTransaction) => Promise<Result>
  ): Promise<Result> {
    return withTenant(organizationId, work, { statementTimeoutMs: STATEMENT_TIMEOUT_MS })
  }
}

function unexpected(error: Error, { importId }: ImportToRun) {
  logger.error({ err: error, importId }, 'an import stopped')
  return new Refusal({
    code: 'E_IMPORT_FAILED',
    status: 500,
    message: `The import stopped: ${error.message}. Try it again; if it stops again, the server's log says more.`,
  })
}
