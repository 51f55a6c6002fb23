import type { HttpContext } from '@adonisjs/core/http'
import { Refusal, withTenant } from '#foundation'
import { permissionsOf } from '#organizations'
import type { Role } from '#shared/roles'
import { CompleteConsent } from '../actions/complete_consent.js'
import { takeConsent } from '../oauth/pending_consents.js'

/** The vendor sends the person back here, with a code or with a refusal. */
export default class ConsentAnswersController {
  async show(ctx: HttpContext) {
    const parameters = new URL(ctx.request.completeUrl(true)).searchParams
    const now = new Date()
    const consent = takeConsent(ctx, parameters.get('state') ?? '', now)
    if (!consent) {
      throw lostConsent()
    }
    const { organizationId, connectionId, state, verifier } = consent
    const personId = ctx.auth.getUserOrFail().id
    const slug = await withTenant(organizationId, ({ query }) =>
      assertStillAllowed(query, organizationId, personId)
    )
    const organization = { id: organizationId }
    const correlationId = ctx.request.id()
    const actor = { id: personId, ip: ctx.request.ip() }
    const asked = { organization, connectionId, actor, correlationId, now }
    const answer = { ...asked, parameters, state, verifier }
    const connection = await new CompleteConsent().execute(answer)
    const message = `${connection.name} is connected.`
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect(`/o/${slug}/sources/${connection.slug}`)
  }
}

type Query = (text: string, values: unknown[]) => Promise<{ rows: { role: Role; slug: string }[] }>

/** Somebody may have lost the role while they were away at the vendor. Answers the organization's slug. */
async function assertStillAllowed(
  query: Query,
  organizationId: string,
  userId: string
): Promise<string> {
  const { rows } = await query(
    `SELECT m.role, o.slug FROM memberships m JOIN organizations o ON o.id = m.organization_id
      WHERE m.organization_id = $1 AND m.user_id = $2`,
    [organizationId, userId]
  )
  if (!rows[0] || !permissionsOf(rows[0].role).has('sources.manage')) {
    throw new Refusal({
      code: 'E_FORBIDDEN',
      status: 403,
      message: 'You may no longer connect sources in this organization. Ask an admin.',
    })
  }
  return rows[0].slug
}

function lostConsent() {
  return new Refusal({
    code: 'E_OAUTH_STATE',
    status: 400,
    message:
      'The vendor returned an answer that does not match a request from this browser in the last 15 minutes, so nothing was connected. Open Sources and connect again.',
  })
}
