import type { HttpContext } from '@adonisjs/core/http'
import { openApiDocument } from '#api/openapi/document'

/** The description of the API for programs that write programs. */
export default class DocumentsController {
  show({ response }: HttpContext) {
    return response.header('cache-control', 'public, max-age=300').json(openApiDocument())
  }
}
