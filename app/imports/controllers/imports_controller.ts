import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant, Refusal } from '#foundation'
import type Organization from '#organizations/models/organization'
import { plain } from '#shared/plain'
import InspectUpload from '#imports/actions/inspect_upload'
import Import from '#imports/models/import'
import { listFileSources } from '#imports/sources'
import { pageOf, summaryOf } from '#imports/transformers/import_page'
import { receiveUpload } from '#imports/receive_upload'
import { discardUpload, type StoredFile } from '#imports/uploads'

const HISTORY_ROWS = 50

export default class ImportsController {
  async index({ organization, inertia }: HttpContext) {
    const imports = await Import.of(organization).orderBy('created_at', 'desc').limit(HISTORY_ROWS)
    return inertia.render('imports/index', { imports: plain(imports.map(summaryOf)) })
  }

  async store({ organization, auth, request, response }: HttpContext) {
    const file = await receiveUpload(request, organization.id)
    const found = await this.takeUp(organization, file, auth.user?.id ?? null)
    return response.redirect().status(303).toPath(`/o/${organization.slug}/imports/${found.id}`)
  }

  /** A file that cannot be read is not kept. */
  private async takeUp(organization: Organization, file: StoredFile, createdBy: string | null) {
    try {
      return await new InspectUpload().execute(organization, { file, createdBy })
    } catch (error) {
      await discardUpload(file.path)
      throw error
    }
  }

  async show({ organization, params, inertia }: HttpContext) {
    const tenant = currentTenant()
    const found = await Import.of(organization).where({ id: params.import }).first()
    if (!found) {
      throw new Refusal({
        code: 'E_IMPORT_UNKNOWN',
        status: 404,
        message:
          'There is no such import in this organization. The list of imports has all of them.',
      })
    }
    return inertia.render('imports/show', {
      import: plain(await pageOf(tenant, found)),
      sources: plain(await listFileSources(tenant)),
    })
  }
}
