import type { HttpContext } from '@adonisjs/core/http'
import { listOrganizationsOf } from '#organizations'

/** `/`: the way into the application. */
export default class StartPageController {
  async show({ auth, response, session }: HttpContext) {
    // This page only points further, so a sentence that was meant to be read travels along.
    session.reflash()
    if (!(await auth.check())) {
      return response.redirect('/login')
    }
    const user = auth.getUserOrFail()
    const organizations = await listOrganizationsOf(user.id)
    const last = organizations.find(({ id }) => id === user.lastOrganizationId)
    const target = last ?? organizations[0]
    return response.redirect(target ? `/o/${target.slug}` : '/organizations/new')
  }
}
