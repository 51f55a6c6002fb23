import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import StopImport from '#imports/actions/stop_import'
import Import from '#imports/models/import'

/** The person no longer wants what the import is about to do. */
export default class CancellationsController {
  async store({ organization, params, request, response, auth }: HttpContext) {
    const found = await Import.of(organization).where({ id: params.import }).firstOrFail()
    const actor = { id: auth.user?.id ?? null, ip: request.ip() }
    const stopping = new StopImport()
    const outcome =
      request.input('discard') === true
        ? await stopping.discard(currentTenant(), found, actor)
        : await stopping.execute(currentTenant(), found, actor)
    return outcome === 'discarded'
      ? response.redirect().status(303).toPath(`/o/${organization.slug}/imports`)
      : response.redirect().status(303).back()
  }
}
