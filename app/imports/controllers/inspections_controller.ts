import type { HttpContext } from '@adonisjs/core/http'
import InspectUpload from '#imports/actions/inspect_upload'
import { formatValidator } from '#imports/validators/import_validator'

/** Looking at a file again with what the person corrected. */
export default class InspectionsController {
  async update({ organization, params, request, response }: HttpContext) {
    const corrections = await request.validateUsing(formatValidator)
    const { quote, recordsPath, ...rest } = corrections
    await new InspectUpload().again(organization, params.import, {
      ...rest,
      ...(quote !== undefined && { quote: quote ?? '' }),
      ...(recordsPath !== undefined && { recordsPath: recordsPath ?? '' }),
    })
    return response.redirect().status(303).back()
  }
}
