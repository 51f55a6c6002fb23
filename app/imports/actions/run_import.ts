import { DateTime } from 'luxon'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import { readAhead } from '#shared/read_ahead'
import { LeaseLost, startRun } from '#sync'
import { registerStream } from '#warehouse'
import { readInChild } from '../child/reader_process.js'
import { assertFilesAreOn } from '../file_plugin.js'
import { giveUp, succeed } from '../ending.js'
import { landChunk, readyChunks, type Landing, type ReadyChunk } from '../landing.js'
import { dimensionsOf, planMapping, slotsOf, type MapPlan } from '../mapping/map_plan.js'
import Import, { type ImportOutcome } from '../models/import.js'
import { landReplacement, reporter } from '../replacement.js'
import { ROWS_STREAM, rowsStreamOf, streamModeFor } from '../sources.js'

/** One statement over the rows of a whole file may take this long; chunks stay far below. */
const STATEMENT_TIMEOUT_MS = 120_000

export interface ImportToRun {
  organizationId: string
  importId: string
  signal: AbortSignal
  /** Runs inside the transaction that ends the import, for example to complete the job. */
  completeIn?: (tenant: TenantTransaction) => Promise<void>
}

interface Prepared extends Landing {
  found: Import
  plan: MapPlan
}

/** Reads an import's file and lands its rows. Started again after a crash it goes on behind the last chunk. */
export default class RunImport {
  async execute(order: ImportToRun): Promise<ImportOutcome | null> {
    const startedAt = DateTime.utc()
    const prepared = await this.inTenant(order, (tenant) => this.prepare(tenant, order, startedAt))
    if (!prepared) {
      return null
    }
    try {
      await this.inTenant(order, assertFilesAreOn)
      return prepared.found.mapping.mode === 'replace'
        ? await this.replace(order, prepared)
        : await this.append(order, prepared)
    } catch (error) {
      return this.fail(order, prepared, error)
    }
  }

  private async prepare(
    tenant: TenantTransaction,
    order: ImportToRun,
    now: DateTime
  ): Promise<Prepared | null> {
    const found = await Import.of({ id: order.organizationId })
      .where('id', order.importId)
      .firstOrFail()
    const lease = await startRun(tenant, { runId: found.runId!, now: now.toJSDate() })
    if (!lease) {
      await order.completeIn?.(tenant)
      return null
    }
    await found.merge({ state: 'running' }).useTransaction(tenant.trx).save()
    const stream = await this.streamOf(tenant, found)
    const { slots } = stream
    const plan = planMapping(found.mapping, found.format, { source: found.source!, slots })
    const { id: importId, byteSize } = found
    return { found, importId, stream, lease, byteSize, plan, isKeyed: plan.keys.length > 0 }
  }

  private async streamOf(tenant: TenantTransaction, { connectionId, mapping, source }: Import) {
    const known = await rowsStreamOf(tenant, connectionId!)
    return registerStream(tenant, {
      connectionId: connectionId!,
      name: ROWS_STREAM,
      mode: streamModeFor(mapping.mode, known),
      channel: null,
      slots: slotsOf(mapping, source!),
      dimensions: dimensionsOf(mapping, source!),
    })
  }

  /** Chunk by chunk, each a transaction of its own that also says where to go on. */
  private async append(order: ImportToRun, prepared: Prepared): Promise<ImportOutcome> {
    for await (const ready of this.read(order, prepared)) {
      await this.inTenant(order, (tenant) =>
        landChunk(tenant, prepared, { ...ready, now: DateTime.utc() })
      )
    }
    return this.inTenant(order, (tenant) => this.finish(tenant, order, prepared))
  }

  private async replace(order: ImportToRun, prepared: Prepared): Promise<ImportOutcome> {
    const report = reporter(order.organizationId, prepared)
    return this.inTenant(order, async (tenant) => {
      await landReplacement(tenant, prepared, { chunks: this.read(order, prepared), report })
      return this.finish(tenant, order, prepared)
    })
  }

  private read({ signal }: ImportToRun, prepared: Prepared): AsyncGenerator<ReadyChunk> {
    const { found, plan } = prepared
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
    await order.completeIn?.(tenant)
    return outcome
  }

  /** A file that cannot be read ends its import; anything else is tried again by the queue. */
  private async fail(order: ImportToRun, prepared: Prepared, error: unknown): Promise<never> {
    const refusal = error instanceof Refusal ? error : this.finalError(order, error)
    if (refusal) {
      await this.inTenant(order, async (tenant) => {
        await giveUp(tenant, prepared, refusal)
        await order.completeIn?.(tenant)
      })
      throw refusal
    }
    throw error
  }

  /** Without a queue nobody tries again. */
  private finalError({ completeIn }: ImportToRun, error: unknown): Refusal | undefined {
    if (completeIn || error instanceof LeaseLost) {
      return undefined
    }
    return new Refusal({
      code: 'E_IMPORT_FAILED',
      status: 500,
      message: `The import stopped and nothing of it was kept: ${(error as Error).message}. Try it again; if it stops again, the server's log says more.`,
    })
  }

  private inTenant<Result>(
    { organizationId }: ImportToRun,
    work: (tenant: TenantTransaction) => Promise<Result>
  ): Promise<Result> {
    return withTenant(organizationId, work, { statementTimeoutMs: STATEMENT_TIMEOUT_MS })
  }
}
