import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant, Refusal } from '#foundation'
import { findRun } from '#sync'
import { describeRun } from '#api/transformers/describe_run'

/** One run of a source or an import, for programs that wait for it. */
export default class SyncsController {
  async show({ params, response }: HttpContext) {
    const run = await findRun(currentTenant(), params.id)
    if (!run) {
      throw new Refusal({
        code: 'E_SYNC_UNKNOWN',
        status: 404,
        message: 'There is no sync with this id in this organization. Check the id.',
      })
    }
    return response.json(describeRun(run))
  }
}
