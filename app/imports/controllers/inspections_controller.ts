import type { HttpContext } from '@adonisjs/core/http'
import InspectUpload from '#imports/actions/inspect_upload'
import Import from '#imports/models/import'
import { assertOpen } from '#imports/queries/assert_open'
import { formatValidator } from '#imports/validators/import_validator'

/** Looking at a file again with what the person corrected. */
export default class InspectionsController {
  async update({ organization, params, request, response }: HttpContext) {
    const corrections = await request.validateUsing(formatValidator)
    const found = await Import.of(organization).where({ id: params.import }).firstOrFail()
    assertOpen(found)
    const { quote, recordsPath, ...rest } = corrections
    await new InspectUpload().again(organization, found, {
      ...rest,
      ...(quote !== undefined && { quote: quote ?? '' }),
      ...(recordsPath !== undefined && { recordsPath: recordsPath ?? '' }),
    })
    return response.redirect().status(303).back()
  }
}
