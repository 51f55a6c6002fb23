import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import UndoImport from '#imports/actions/undo_import'
import Import from '#imports/models/import'

export default class UndoingsController {
  async store({ organization, params, request, response, auth }: HttpContext) {
    const found = await Import.of(organization).where({ id: params.import }).firstOrFail()
    await new UndoImport().queue(currentTenant(), found, {
      id: auth.user?.id ?? null,
      ip: request.ip(),
    })
    return response.redirect().status(303).back()
  }
}
