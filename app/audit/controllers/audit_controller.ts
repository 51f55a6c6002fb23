import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { listAuditEntries } from '#audit/queries/list_audit_entries'
import { verifyAuditChain } from '#audit/queries/verify_audit_chain'
import AuditEntryTransformer from '#audit/transformers/audit_entry_transformer'

const pageValidator = vine.create({
  before: vine.number().withoutDecimals().range([1, Number.MAX_SAFE_INTEGER]).optional(),
})

export default class AuditController {
  async index({ inertia, request }: HttpContext) {
    const tenant = currentTenant()
    const { before } = await request.validateUsing(pageValidator)
    const { entries, olderThan } = await listAuditEntries(tenant, before)
    return inertia.render('audit/entries', {
      entries: AuditEntryTransformer.transform(entries),
      olderThan,
      verdict: inertia.defer(() => verifyAuditChain(tenant)),
    })
  }
}
