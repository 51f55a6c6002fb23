import type { HttpContext } from '@adonisjs/core/http'
import { findPlaceOf } from '#organizations'

/** `/`: the way into the application. */
export default class StartPageController {
  async show({ auth, response, session }: HttpContext) {
    // This page only points further, so a sentence that was meant to be read travels along.
    session.reflash()
    if (!(await auth.check())) {
      return response.redirect('/login')
    }
    const { organization } = await findPlaceOf(auth.getUserOrFail())
    return response.redirect(organization ? `/o/${organization.slug}` : '/organizations/new')
  }
}
