import type { HttpContext } from '@adonisjs/core/http'
import { plain } from '#shared/plain'
import { openApiDocument } from '#api/openapi/document'

/** The description of the API for people who write programs. */
export default class ReferenceController {
  show({ inertia }: HttpContext) {
    return inertia.render('api/reference', { document: plain(openApiDocument()) })
  }
}
