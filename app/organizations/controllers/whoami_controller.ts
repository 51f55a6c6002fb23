import type { HttpContext } from '@adonisjs/core/http'

/** Lets a program check its key: which organization, which scopes. */
export default class WhoamiController {
  show({ apiKey, organization }: HttpContext) {
    return {
      organization: organization.slug,
      timeZone: organization.timeZone,
      currency: organization.currency,
      key: { name: apiKey.name, scopes: apiKey.scopes },
    }
  }
}
