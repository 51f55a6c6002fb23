import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant, newId, withTenant, type TenantTransaction } from '#foundation'
import {
  assertRoomForUpload,
  describeImport,
  discardUpload,
  importOf,
  lookAtFile,
  queueFileImport,
} from '#imports'
import { claimOrRecall, readIdempotencyKey, rememberAnswer } from '#api/idempotency'
import { readImportOrder, type ImportOrder } from '#api/import_order'
import { receiveFile, type Received } from '#api/receive_file'

type Found =
  'importId' | 'runId' | 'source' | 'state' | 'findings' | 'ignoredColumns' | 'excludedRows'

interface AcceptedImport extends Pick<Awaited<ReturnType<typeof describeImport>>, Found> {
  run: string
  import: string
}

type FileOrder = Parameters<typeof queueFileImport>[0]

/** Files handed over by programs. The same import as the wizard's; it runs in the queue. */
export default class ImportsController {
  async show({ organization, params, response }: HttpContext) {
    const found = await importOf(organization.id, params.id)
    return response.json(await describeImport(currentTenant(), found))
  }

  async store(ctx: HttpContext) {
    const key = readIdempotencyKey(ctx.request.header('idempotency-key'))
    await assertRoomForUpload(ctx.organization)
    const received = await receiveFile(ctx)
    try {
      const order = readImportOrder(received.fields)
      const file = await this.lookAt(ctx, order, received)
      const { accepted, isReplayed } = await withTenant(ctx.organization.id, (tenant) =>
        this.once(tenant, { key, order, file })
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
    tenant: TenantTransaction,
    { key, order, file }: { key: string | null; order: ImportOrder; file: FileOrder }
  ) {
    if (key === null) {
      return { accepted: await this.accept(file), isReplayed: false }
    }
    const request = { order, checksum: file.file.checksum }
    const attempt = { key, request, now: DateTime.utc() }
    const earlier = await claimOrRecall<AcceptedImport>(tenant, attempt)
    if (earlier) {
      return { accepted: earlier, isReplayed: true }
    }
    const accepted = await this.accept(file)
    await rememberAnswer(tenant, key, accepted)
    return { accepted, isReplayed: false }
  }

  /** Before the transaction that claims the key: a reader is waited for by nobody else. */
  private async lookAt(
    ctx: HttpContext,
    order: ImportOrder,
    { file }: Received
  ): Promise<FileOrder> {
    const whole = {
      ...order,
      organization: ctx.organization,
      file,
      requestedBy: ctx.apiKey.createdBy,
      correlationId: ctx.request.id() ?? newId(),
    }
    return { ...whole, inspection: await lookAtFile(whole) }
  }

  private async accept(file: FileOrder): Promise<AcceptedImport> {
    const described = await describeImport(currentTenant(), await queueFileImport(file))
    const { importId, runId, source, state, findings, ignoredColumns, excludedRows } = described
    return {
      ...{ importId, runId, source, state, findings, ignoredColumns, excludedRows },
      run: `/api/v1/syncs/${runId}`,
      import: `/api/v1/imports/${importId}`,
    }
  }
}
