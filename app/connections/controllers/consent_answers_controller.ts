import type { HttpContext } from '@adonisjs/core/http'
import { Refusal, withTenant, type TenantTransaction } from '#foundation'
import { mayStill } from '#organizations'
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
    const slug = await withTenant(organizationId, (tenant) => assertStillAllowed(tenant, personId))
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

/** Somebody may have lost the right while they were away at the vendor. Answers the organization's slug. */
async function assertStillAllowed(tenant: TenantTransaction, personId: string): Promise<string> {
  if (!(await mayStill(tenant, personId, 'sources.manage'))) {
    throw new Refusal({
      code: 'E_FORBIDDEN',
      status: 403,
      message: 'You may no longer connect sources in this organization. Ask an admin.',
    })
  }
  const { rows } = await tenant.query<{ slug: string }>(
    'SELECT slug FROM organizations WHERE id = $1',
    [tenant.organizationId]
  )
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
