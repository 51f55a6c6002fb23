import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { newId, withTenant, type TenantTransaction } from '#foundation'
import { discardUpload, queueFileImport } from '#imports'
import { claimOrRecall, readIdempotencyKey, rememberAnswer } from '#api/idempotency'
import { readImportOrder, type ImportOrder } from '#api/import_order'
import { receiveFile, type Received } from '#api/receive_file'

interface AcceptedImport {
  importId: string
  runId: string | null
  source: string | null
  state: string
  run: string
}

/** Files handed over by programs. The same import as the wizard's; it runs in the queue. */
export default class ImportsController {
  async store(ctx: HttpContext) {
    const key = readIdempotencyKey(ctx.request.header('idempotency-key'))
    const received = await receiveFile(ctx)
    try {
      const order = readImportOrder(received.fields)
      const { accepted, isReplayed } = await withTenant(ctx.organization.id, (tenant) =>
        this.once(ctx, tenant, { key, order, received })
      )
      await (isReplayed ? discardUpload(received.file.path) : undefined)
      return ctx.response
        .status(202)
        .header('location', accepted.run)
        .header('idempotency-replayed', String(isReplayed))
        .json(accepted)
    } catch (error) {
      await discardUpload(received.file.path)
      throw error
    }
  }

  /** With a key, a repeated request gets the first answer and starts nothing. */
  private async once(
    ctx: HttpContext,
    tenant: TenantTransaction,
    { key, order, received }: { key: string | null; order: ImportOrder; received: Received }
  ) {
    if (key === null) {
      return { accepted: await this.accept(ctx, order, received), isReplayed: false }
    }
    const request = { order, checksum: received.file.checksum }
    const attempt = { key, request, now: DateTime.utc() }
    const earlier = await claimOrRecall<AcceptedImport>(tenant, attempt)
    if (earlier) {
      return { accepted: earlier, isReplayed: true }
    }
    const accepted = await this.accept(ctx, order, received)
    await rememberAnswer(tenant, key, accepted)
    return { accepted, isReplayed: false }
  }

  private async accept(
    ctx: HttpContext,
    order: ImportOrder,
    { file }: Received
  ): Promise<AcceptedImport> {
    const found = await queueFileImport({
      ...order,
      organization: ctx.organization,
      file,
      requestedBy: ctx.apiKey.createdBy,
      correlationId: ctx.request.id() ?? newId(),
    })
    const { id: importId, runId, source, state } = found
    return { importId, runId, source, state, run: `/api/v1/syncs/${runId}` }
  }
}
