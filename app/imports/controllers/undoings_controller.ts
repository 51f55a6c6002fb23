import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import UndoImport from '#imports/actions/undo_import'
import Import from '#imports/models/import'

export default class UndoingsController {
  async store({ organization, params, response }: HttpContext) {
    const found = await Import.of(organization).where({ id: params.import }).firstOrFail()
    await new UndoImport().queue(currentTenant(), found)
    return response.redirect().status(303).back()
  }
}
