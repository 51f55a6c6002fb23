import type { HttpContext } from '@adonisjs/core/http'
import { VisitSample } from '#core/actions/visit_sample'

/** "Look around": the way from an empty organization to one with numbers. */
export default class SampleVisitsController {
  async store({ auth, request, response }: HttpContext) {
    const sample = await new VisitSample().execute(auth.getUserOrFail(), request.ip())
    return response.redirect().status(303).toPath(`/o/${sample.slug}`)
  }
}
