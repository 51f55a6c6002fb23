import type { HttpContext } from '@adonisjs/core/http'
import hash from '@adonisjs/core/services/hash'
import { withTenant, type TenantTransaction } from '#foundation'
import { hashLinkToken } from '#shared/link_token'
import { countOpening, countPassword } from '#reports/links/link_limits'
import { forStrangers, openLink, type ReportLink } from '#reports/links/report_links'
import { contentsOf } from '#reports/queries/report_runs'

/** What was made of a report, behind a link, for people without an account. */
export default class SharedReportsController {
  show(ctx: HttpContext) {
    return opened(ctx, async (tenant, link) => {
      ctx.response.header('referrer-policy', 'no-referrer')
      ctx.response.header('x-robots-tag', 'noindex')
      if (!hasPassed(ctx, link)) {
        return ctx.inertia.render('reports/locked', { hasFailed: false })
      }
      const contents = await contentsOf(tenant, link.runId)
      return ctx.inertia.render('reports/shared', { report: forStrangers(contents!) as never })
    })
  }

  /** The password of a link opens it for this browser. */
  unlock(ctx: HttpContext) {
    return opened(ctx, async (_, link) => {
      await countPassword(ctx, link.id)
      const given = String(ctx.request.input('password', ''))
      if (link.passwordHash && (await hash.verify(link.passwordHash, given))) {
        ctx.session.put(sessionKey(link), hashLinkToken(link.passwordHash))
        return ctx.response.redirect(ctx.request.url())
      }
      return ctx.inertia.render('reports/locked', { hasFailed: true })
    })
  }
}

const sessionKey = ({ id }: ReportLink) => `report_link_${id}`

function hasPassed({ session }: HttpContext, link: ReportLink): boolean {
  const { passwordHash } = link
  return passwordHash === null || session.get(sessionKey(link)) === hashLinkToken(passwordHash)
}

/** The address names the organization, so that a token is looked up behind its own policy. */
async function opened<Answer>(
  ctx: HttpContext,
  work: (tenant: TenantTransaction, link: ReportLink) => Promise<Answer>
) {
  const { id, token } = ctx.params
  await countOpening(ctx)
  return withTenant(id, async (tenant) => work(tenant, await openLink(tenant, token, new Date())), {
    readOnly: true,
  })
}
