import type { HttpContext } from '@adonisjs/core/http'
import hash from '@adonisjs/core/services/hash'
import { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { presetDays } from '#metrics'
import { plain } from '#shared/plain'
import { allowFraming, boundFilters } from '#dashboards/embedding'
import { hashLinkToken, organizationOf } from '#dashboards/link_tokens'
import { countOpening, countPassword } from '#dashboards/link_limits'
import {
  openLink,
  opensNothing,
  type DashboardLink,
  type LinkKind,
} from '#dashboards/queries/dashboard_links'
import { publicDashboard } from '#dashboards/queries/public_dashboard'
import WidgetTransformer from '#dashboards/transformers/widget_transformer'
import { rangeFrom } from '#dashboards/validators/range_address'

/** Dashboards behind a link, for people without an account: outside every session and organization. */
export default class PublicDashboardsController {
  show(ctx: HttpContext) {
    return opened(ctx, 'link', async (tenant, link) => {
      ctx.response.header('referrer-policy', 'no-referrer')
      ctx.response.header('x-robots-tag', 'noindex')
      return hasPassed(ctx, link)
        ? render(ctx, { tenant, link, filters: [] })
        : ctx.inertia.render('dashboards/locked', { hasFailed: false })
    })
  }

  /** The password of a link opens it for this browser, as long as the password stays. */
  unlock(ctx: HttpContext) {
    return opened(ctx, 'link', async (_, link) => {
      await countPassword(ctx, link.id)
      const given = String(ctx.request.input('password', ''))
      if (link.passwordHash && (await hash.verify(link.passwordHash, given))) {
        ctx.session.put(sessionKey(link), hashLinkToken(link.passwordHash))
        return ctx.response.redirect(ctx.request.url())
      }
      return ctx.inertia.render('dashboards/locked', { hasFailed: true })
    })
  }

  embed(ctx: HttpContext) {
    return opened(ctx, 'embed', async (tenant, link) => {
      const filters = await boundFilters(tenant, link, ctx.request.input('token'))
      allowFraming(ctx, link.parents)
      return render(ctx, { tenant, link, filters })
    })
  }
}

const sessionKey = ({ id }: DashboardLink) => `dashboard_link_${id}`

function hasPassed({ session }: HttpContext, link: DashboardLink): boolean {
  const { passwordHash } = link
  return passwordHash === null || session.get(sessionKey(link)) === hashLinkToken(passwordHash)
}

async function opened<Answer>(
  ctx: HttpContext,
  kind: LinkKind,
  work: (tenant: TenantTransaction, link: DashboardLink) => Promise<Answer>
) {
  const { token } = ctx.params
  const organizationId = organizationOf(token)
  if (!organizationId) {
    throw opensNothing()
  }
  await countOpening(ctx, token)
  return withTenant(
    organizationId,
    async (tenant) => work(tenant, await openLink(tenant, { token, kind, now: new Date() })),
    { readOnly: true }
  )
}

type Rendering = {
  tenant: TenantTransaction
  link: DashboardLink
  filters: { dimension: string; operator: 'in'; values: string[] }[]
}

async function render({ inertia, request }: HttpContext, { tenant, link, filters }: Rendering) {
  const now = DateTime.utc()
  const range = rangeFrom(request.input('range'))
  const chosen = { ...(range && { range }), filters }
  const { dashboardId } = link
  const shown = await publicDashboard({ tenant, dashboardId, chosen, now })
  const { name, description } = shown.dashboard
  return inertia.render('dashboards/public', {
    dashboard: { name, description },
    isEmbedded: link.kind === 'embed',
    widgets: WidgetTransformer.transform(shown.widgets),
    settings: plain({ ...shown.settings, filters: [] }),
    presetDays: plain(presetDays(now, shown.organization.timeZone)),
    metrics: async () => plain(await shown.metrics()),
    dimensions: async () => plain(await shown.dimensions()),
    answers: inertia.defer(async () => plain(await shown.answers())),
  })
}
