import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { listValues, readValueRequest } from '#metrics/queries/list_values'

/** Values that a filter can be set to, while a person types. */
export default class ValuesController {
  async index({ request, response }: HttpContext) {
    return response.json(await listValues(currentTenant(), readValueRequest(request.qs())))
  }
}
