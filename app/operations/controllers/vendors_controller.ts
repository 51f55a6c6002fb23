import type { HttpContext } from '@adonisjs/core/http'
import { vendorRows } from '#operations/queries/vendors'

/** What is shared at vendors by all organizations: clients, limits, versions. */
export default class VendorsController {
  async index({ auth, inertia }: HttpContext) {
    const { id: operatorId } = auth.getUserOrFail()
    return inertia.render('operations/vendors', {
      vendors: await vendorRows({ operatorId }, new Date()),
    })
  }
}
