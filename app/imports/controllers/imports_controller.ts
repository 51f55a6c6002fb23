import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant, Refusal, withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { plain } from '#shared/plain'
import InspectUpload from '#imports/actions/inspect_upload'
import Import from '#imports/models/import'
import { filePermission } from '#imports/file_plugin'
import { assertRoomForUpload } from '#imports/queries/assert_room_for_upload'
import { fileSourceNamed, listFileSources } from '#imports/sources'
import { pageOf, summaryOf } from '#imports/transformers/import_page'
import { receiveUpload } from '#imports/receive_upload'
import { discardUpload, type StoredFile } from '#imports/uploads'

const HISTORY_ROWS = 50

export default class ImportsController {
  async index({ organization, inertia, request }: HttpContext) {
    const tenant = currentTenant()
    const into = await fileSourceNamed(tenant, request.qs().into)
    const imports = await Import.of(organization).orderBy('created_at', 'desc').limit(HISTORY_ROWS)
    return inertia.render('imports/index', {
      imports: plain(imports.map(summaryOf)),
      permission: plain(await filePermission(tenant)),
      into: into ? { slug: into.slug, name: into.name } : null,
    })
  }

  async store({ organization, auth, request, response }: HttpContext) {
    await assertRoomForUpload(organization)
    const file = await receiveUpload(request, organization.id)
    const createdBy = auth.user?.id ?? null
    const found = await this.takeUp(organization, file, { createdBy, into: request.qs().into })
    return response.redirect().status(303).toPath(`/o/${organization.slug}/imports/${found.id}`)
  }

  /** A file that cannot be read is not kept. */
  private async takeUp(
    organization: Organization,
    file: StoredFile,
    { createdBy, into }: { createdBy: string | null; into: unknown }
  ) {
    try {
      const source = await withTenant(organization.id, (tenant) => fileSourceNamed(tenant, into))
      const sourceName = source?.name
      return await new InspectUpload().execute(organization, { file, createdBy, sourceName })
    } catch (error) {
      await discardUpload(file.path)
      throw error
    }
  }

  async show({ organization, params, inertia }: HttpContext) {
    const tenant = currentTenant()
    const found = await importNamed(organization, params.import)
    if (!found) {
      throw new Refusal({
        code: 'E_IMPORT_UNKNOWN',
        status: 404,
        message: 'This import does not exist in this organization. See the list of imports.',
      })
    }
    return inertia.render('imports/show', {
      import: plain(await pageOf(tenant, found)),
      sources: plain(await listFileSources(tenant)),
    })
  }
}

/** By its own id or by that of its run, which is what the history of a source knows. */
function importNamed(organization: Organization, id: string) {
  return Import.of(organization)
    .where((either) => either.where('id', id).orWhere('run_id', id))
    .first()
}
