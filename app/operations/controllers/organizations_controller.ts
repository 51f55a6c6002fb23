import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { plain } from '#shared/plain'
import { listOrganizations, ORGANIZATIONS_PER_PAGE } from '#operations/queries/installation'

const searchValidator = vine.create({
  search: vine.string().trim().maxLength(120).optional(),
  page: vine.number().withoutDecimals().min(1).max(100_000).optional(),
})

export default class OrganizationsController {
  async index({ auth, inertia, request }: HttpContext) {
    const { search = '', page = 1 } = await request.validateUsing(searchValidator)
    const looking = { operatorId: auth.getUserOrFail().id }
    const { rows, total } = await listOrganizations(looking, search, page)
    return inertia.render('operations/organizations', {
      organizations: rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        lastSyncAt: row.lastSyncAt?.toISOString() ?? null,
      })),
      found: plain({ search, page, total, perPage: ORGANIZATIONS_PER_PAGE }),
    })
  }
}
