import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf, recordAudit } from '#audit'
import { currentTenant, Refusal, withTenant, type TenantTransaction } from '#foundation'
import { brandOfHost, findBrand } from '#branding/brand'
import { claimHost, findHost, isProven, noteProof, releaseHost } from '#branding/hosts'
import { hostValidator } from '#branding/validators/branding_validator'

export default class HostsController {
  async store(ctx: HttpContext) {
    const { host } = await ctx.request.validateUsing(hostValidator)
    const tenant = currentTenant()
    const { id: brandId } = await findBrand(tenant.organizationId, ctx.params.brand)
    await claimHost(tenant, { host, brandId, now: DateTime.utc() })
    await note(ctx, tenant, { action: 'domain.added', host })
    return back(ctx, 'The domain was added. Set its TXT record, then verify it.')
  }

  /** Asks the name servers first, with no transaction open, and writes down what they said. */
  async verify(ctx: HttpContext) {
    const { organization, params } = ctx
    const claimed = await withTenant(organization.id, (tenant) => findHost(tenant, params.host), {
      readOnly: true,
    })
    if (!(await isProven(claimed))) {
      throw new Refusal({
        code: 'E_HOST_NOT_PROVEN',
        status: 422,
        message:
          'The TXT record was not found, so the domain does not answer yet. New records can take an hour to be seen; check name and value, then try again.',
      })
    }
    await withTenant(organization.id, async (tenant) => {
      await noteProof(tenant, { host: claimed.host, now: DateTime.utc() })
      await note(ctx, tenant, { action: 'domain.verified', host: claimed.host })
    })
    return back(ctx, `${claimed.host} is verified and answers now.`)
  }

  async destroy(ctx: HttpContext) {
    const tenant = currentTenant()
    const host = await findHost(tenant, ctx.params.host)
    await releaseHost(tenant, host, DateTime.utc())
    await note(ctx, tenant, { action: 'domain.released', host: host.host })
    return back(ctx, `${host.host} was released. No other organization can use it for 30 days.`)
  }

  /** For a proxy that gets certificates on demand: only names that answer are worth one. */
  async ask({ request, response }: HttpContext) {
    const asked = request.input('domain')
    const isKnown = typeof asked === 'string' && (await brandOfHost(asked.toLowerCase())) !== null
    return response.status(isKnown ? 200 : 404).send('')
  }
}

async function note(
  ctx: HttpContext,
  tenant: TenantTransaction,
  { action, host }: { action: string; host: string }
) {
  const { id: actorId, ip } = actorOf(ctx)
  await recordAudit(tenant, { actorId, ip, action, subject: `domain:${host}` })
}

function back({ session, response }: HttpContext, message: string) {
  session.flash('toast', { tone: 'success', message })
  return response.redirect().status(303).back()
}
