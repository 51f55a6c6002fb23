import type { HttpContext } from '@adonisjs/core/http'
import { listOrganizationsOf } from '#organizations'

/** `/`: the way into the application. */
export default class StartPageController {
  async show({ auth, response }: HttpContext) {
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
