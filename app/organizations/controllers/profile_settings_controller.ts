import type { HttpContext } from '@adonisjs/core/http'
import { UserTransformer } from '#identity'

/** The person's own settings, shown inside the organization they are working in. */
export default class ProfileSettingsController {
  show({ auth, inertia }: HttpContext) {
    return inertia.render('organizations/profile', {
      profile: UserTransformer.transform(auth.getUserOrFail()),
    })
  }
}
