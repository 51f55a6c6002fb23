import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { findPlaceOf } from '#organizations'

/** `/`: the way into the application. */
export default class StartPageController {
  async show(ctx: HttpContext) {
    const { auth, response, session, brand } = ctx
    // This page only points further, so a sentence that was meant to be read travels along.
    session.reflash()
    if (!(await auth.check())) {
      return response.redirect('/login')
    }
    const { organization } = await findPlaceOf(auth.getUserOrFail(), ctx)
    if (brand && !organization) {
      throw nothingHere(brand.name)
    }
    return response.redirect(organization ? `/o/${organization.slug}` : '/organizations/new')
  }
}

function nothingHere(name: string) {
  return new Refusal({
    code: 'E_NO_ORGANIZATION',
    status: 403,
    message: `Your account belongs to no organization at ${name}. Ask your contact there for an invitation, or sign in with another account.`,
  })
}
