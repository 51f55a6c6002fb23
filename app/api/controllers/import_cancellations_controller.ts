import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { importOf, StopImport } from '#imports'

/** A program no longer wants the import that it asked for. */
export default class ImportCancellationsController {
  async store({ organization, apiKey, params, request, response }: HttpContext) {
    const found = await importOf(organization.id, params.id)
    const actor = { id: apiKey.createdBy, ip: request.ip() }
    const outcome = await new StopImport().execute(currentTenant(), found, actor)
    return response.json({ importId: found.id, outcome })
  }
}
