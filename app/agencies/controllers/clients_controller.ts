import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant, Refusal, withTenant } from '#foundation'
import { can } from '#organizations'
import { plain } from '#shared/plain'
import { EndAccess } from '#agencies/actions/change_access'
import { CreateClient } from '#agencies/actions/create_client'
import { LookAtClients } from '#agencies/actions/look_at_clients'
import { SyncClient } from '#agencies/actions/sync_client'
import {
  CLIENTS_PER_PAGE,
  listClients,
  offeredMetrics,
  staleClients,
} from '#agencies/queries/list_clients'
import { listRequests } from '#agencies/queries/list_requests'
import { clientsAsked, clientValidator, questionOf } from '#agencies/validators/agencies_validator'

/** A page waits this long for numbers that are not known yet; it asks again for the others. */
const LOOK_BUDGET_MS = 1_000

export default class ClientsController {
  async index(ctx: HttpContext) {
    const { inertia, auth, request } = ctx
    const asked = await clientsAsked.validate(request.qs())
    const tenant = currentTenant()
    const question = questionOf(asked)
    const { clients, total, inNeed, stale } = await listClients(tenant, {
      userId: auth.getUserOrFail().id,
      question,
      order: asked.order ?? 'attention',
      search: asked.search ?? '',
      page: asked.page ?? 1,
      now: DateTime.utc(),
    })
    const manages = can(ctx, 'clients.manage')
    return inertia.render('agencies/clients', {
      clients: plain(clients),
      found: { total, inNeed, stale, page: asked.page ?? 1, pageSize: CLIENTS_PER_PAGE },
      asked: { ...question, order: asked.order ?? 'attention', search: asked.search ?? '' },
      metrics: plain(await offeredMetrics(tenant)),
      requests: manages ? plain(await listRequests(tenant)) : [],
      manages,
    })
  }

  create({ inertia }: HttpContext) {
    return inertia.render('agencies/new_client', {})
  }

  async store(ctx: HttpContext) {
    const client = await ctx.request.validateUsing(clientValidator)
    ctx.auth.getUserOrFail().assertVerified()
    const { organization: agency } = ctx
    const made = await new CreateClient().execute({
      agency,
      client,
      actor: actorOf(ctx),
      now: DateTime.utc(),
    })
    const message = `${made.name} was created. Connect its sources, and invite its own people on its Team page.`
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect().status(303).toPath(`/o/${agency.slug}/clients`)
  }

  /** Looks at some of the clients again, and says how many are left. */
  async look({ organization, auth, request, response }: HttpContext) {
    const question = questionOf(await request.validateUsing(clientsAsked))
    const now = DateTime.utc()
    const userId = auth.getUserOrFail().id
    const stale = await withTenant(
      organization.id,
      (tenant) => staleClients(tenant, { userId, question, now }),
      { readOnly: true }
    )
    const seen = await new LookAtClients().execute({
      ...{ agencyId: organization.id, clientIds: stale },
      ...{ question, now, budgetMs: LOOK_BUDGET_MS },
    })
    return response.json({ seen, left: stale.length - seen })
  }

  /** The agency gives a client up. */
  async destroy(ctx: HttpContext) {
    const { organization: agency, params, session, response } = ctx
    const [actor, now] = [actorOf(ctx), DateTime.utc()]
    const link = await withTenant(agency.id, (tenant) => linkTo(tenant, params.client), {
      readOnly: true,
    })
    await withTenant(link.clientId, (tenant) =>
      new EndAccess().execute(tenant, { delegationId: link.delegationId, actor, now })
    )
    await new SyncClient().execute({ agencyId: agency.id, clientId: link.clientId }, { now })
    session.flash('toast', {
      tone: 'notice',
      message: 'Your organization has no access to this client any more.',
    })
    return response.redirect().status(303).toPath(`/o/${agency.slug}/clients`)
  }
}

interface Link {
  clientId: string
  delegationId: string
}

async function linkTo(tenant: ReturnType<typeof currentTenant>, clientId: string): Promise<Link> {
  const { rows } = await tenant.query<Link>(
    `SELECT client_id AS "clientId", delegation_id AS "delegationId" FROM agency_clients
     WHERE organization_id = $1 AND client_id::text = $2 AND ended_at IS NULL`,
    [tenant.organizationId, clientId]
  )
  if (rows.length === 0) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'This organization is not your client, or not any more. Nothing was changed.',
    })
  }
  return rows[0]
}
