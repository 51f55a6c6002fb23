import type { HttpContext } from '@adonisjs/core/http'
import { personSecurity, UserTransformer } from '#identity'

/** The person's own settings, shown inside the organization they are working in. */
export default class ProfileSettingsController {
  async show(ctx: HttpContext) {
    const { auth, inertia } = ctx
    return inertia.render('organizations/profile', {
      profile: UserTransformer.transform(auth.getUserOrFail()),
      security: await personSecurity(ctx),
    })
  }
}
