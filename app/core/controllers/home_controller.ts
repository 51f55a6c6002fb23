import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { plain } from '#shared/plain'
import { listStreams } from '#warehouse'
import { whatChanged } from '#core/queries/what_changed'
import { whatNeedsAttention } from '#core/queries/what_needs_attention'

/** What changed and what needs the person, or the first steps of an organization without data. */
export default class HomeController {
  async show({ organization, inertia }: HttpContext) {
    const tenant = currentTenant()
    const streams = await listStreams(tenant)
    return inertia.render('core/home', {
      hasData: streams.length > 0,
      attention: plain(await whatNeedsAttention(tenant)),
      changed: inertia.defer(async () =>
        plain(await whatChanged(tenant, organization, DateTime.utc()))
      ),
    })
  }
}
