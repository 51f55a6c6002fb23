import type { HttpContext } from '@adonisjs/core/http'

export default class TeamController {
  async show({ inertia }: HttpContext) {
    return inertia.render('organizations/team', {})
  }
}
