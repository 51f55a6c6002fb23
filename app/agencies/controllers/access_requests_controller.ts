import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf, recordAudit } from '#audit'
import { currentTenant, Refusal, withTenant } from '#foundation'
import { sentNotice } from '#mail'
import { findPlaceOf, mayStill } from '#organizations'
import { RequestAccess } from '#agencies/actions/request_access'
import { findRequest } from '#agencies/queries/find_request'
import { requestValidator } from '#agencies/validators/agencies_validator'

/** Somebody who owns more organizations than this chooses among the first ones by name. */
const MOST_CHOICES = 50

export default class AccessRequestsController {
  /** The page behind the link: what the agency asks for, and for which of the viewer's organizations it can be granted. */
  async show({ auth, inertia, params, response }: HttpContext) {
    const found = await findRequest(params.token, DateTime.utc())
    const viewer = auth.getUserOrFail()
    const { organizations } = await findPlaceOf(viewer)
    const owned: { slug: string; name: string }[] = []
    for (const { id, slug, name } of organizations.slice(0, MOST_CHOICES)) {
      const owns = await withTenant(
        id,
        (tenant) => mayStill(tenant, viewer.id, 'agencies.manage'),
        { readOnly: true }
      )
      owned.push(...(owns && id !== found.agency.id ? [{ slug, name }] : []))
    }
    response.header('referrer-policy', 'same-origin')
    const { agency, role, reason, lastsHours } = found
    return inertia.render('agencies/access_request', {
      request: { token: String(params.token), agency: agency.name, role, reason, lastsHours },
      organizations: owned,
    })
  }

  async store(ctx: HttpContext) {
    const { request, auth, organization, response, session } = ctx
    const form = await request.validateUsing(requestValidator)
    auth.getUserOrFail().assertVerified()
    await new RequestAccess().execute(currentTenant(), {
      request: { ...form, reason: form.reason ?? '', lastsHours: form.lastsHours ?? null },
      actor: actorOf(ctx),
      now: DateTime.utc(),
    })
    const message = `The request was sent to ${form.email}. It is valid for seven days.`
    session.flash('toast', await sentNotice(request, message))
    return response.redirect().status(303).toPath(`/o/${organization.slug}/clients`)
  }

  async destroy(ctx: HttpContext) {
    const tenant = currentTenant()
    const values = [tenant.organizationId, ctx.params.request]
    const { rowCount } = await tenant.query(
      `UPDATE delegation_requests SET withdrawn_at = now()
       WHERE organization_id = $1 AND id = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL`,
      values
    )
    if (rowCount === 0) {
      throw new Refusal({
        code: 'E_NOT_FOUND',
        status: 404,
        message: 'This request was answered or withdrawn already. Reload the page.',
      })
    }
    await tenant.query(
      'DELETE FROM delegation_request_directory WHERE organization_id = $1 AND request_id = $2',
      values
    )
    await recordAudit(tenant, {
      ...{ actorId: ctx.auth.getUserOrFail().id, ip: ctx.request.ip() },
      action: 'client.request_withdrawn',
      subject: `access_request:${ctx.params.request}`,
    })
    ctx.session.flash('toast', { tone: 'success', message: 'The request was withdrawn.' })
    return ctx.response.redirect().status(303).back()
  }
}
