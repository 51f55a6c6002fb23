import type { HttpContext } from '@adonisjs/core/http'
import hash from '@adonisjs/core/services/hash'
import { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { presetDays } from '#metrics'
import { plain } from '#shared/plain'
import { sendImage } from '#dashboards/controllers/images_controller'
import { allowFraming, boundFilters } from '#dashboards/embedding'
import { hashLinkToken, organizationOf } from '#dashboards/link_tokens'
import { assertGuessesLeft, countGuess, countOpening, countPassword } from '#dashboards/link_limits'
import {
  isNoLink,
  openLink,
  opensNothing,
  type DashboardLink,
  type LinkKind,
} from '#dashboards/queries/dashboard_links'
import { findImage, noSuchImage } from '#dashboards/images/stored_images'
import { publicDashboard } from '#dashboards/queries/public_dashboard'
import WidgetTransformer from '#dashboards/transformers/widget_transformer'
import { rangeFrom } from '#dashboards/validators/range_address'

/** Dashboards behind a link, for people without an account: outside every session and organization. */
export default class PublicDashboardsController {
  async show(ctx: HttpContext) {
    const { organizationId, link } = await opened(ctx, 'link')
    ctx.response.header('referrer-policy', 'no-referrer')
    ctx.response.header('x-robots-tag', 'noindex')
    return hasPassed(ctx, link)
      ? reading(organizationId, (tenant) => render(ctx, { tenant, link, filters: [] }))
      : ctx.inertia.render('dashboards/locked', { hasFailed: false })
  }

  async image(ctx: HttpContext) {
    const { organizationId, link } = await opened(ctx, 'link')
    if (!hasPassed(ctx, link)) {
      throw noSuchImage()
    }
    return reading(organizationId, (tenant) => image(ctx, { tenant, link, filters: [] }))
  }

  /** The password of a link opens it for this browser, as long as the password stays. */
  async unlock(ctx: HttpContext) {
    const { link } = await opened(ctx, 'link')
    await countPassword(ctx, link.id)
    const given = String(ctx.request.input('password', ''))
    if (link.passwordHash && (await hash.verify(link.passwordHash, given))) {
      ctx.session.put(sessionKey(link), hashLinkToken(link.passwordHash))
      return ctx.response.redirect(ctx.request.url())
    }
    return ctx.inertia.render('dashboards/locked', { hasFailed: true })
  }

  async embed(ctx: HttpContext) {
    const { organizationId, link } = await opened(ctx, 'embed')
    return reading(organizationId, async (tenant) => {
      const filters = await boundFilters(tenant, link, ctx.request.input('token'))
      allowFraming(ctx, link.parents)
      return render(ctx, { tenant, link, filters })
    })
  }

  async embedImage(ctx: HttpContext) {
    const { organizationId, link } = await opened(ctx, 'embed')
    return reading(organizationId, async (tenant) => {
      const filters = await boundFilters(tenant, link, ctx.request.input('token'))
      return image(ctx, { tenant, link, filters })
    })
  }
}

/** An image of the dashboard that a link opens; none of any other. */
async function image(ctx: HttpContext, { tenant, link, filters }: Rendering) {
  const { dashboardId } = link
  const now = DateTime.utc()
  const { widgets } = await publicDashboard({ tenant, dashboardId, chosen: { filters }, now })
  if (!widgets.some(({ display }) => display.image === ctx.params.image)) {
    throw noSuchImage()
  }
  return sendImage(ctx, await findImage(tenant, ctx.params.image))
}

const sessionKey = ({ id }: DashboardLink) => `dashboard_link_${id}`

function hasPassed({ session }: HttpContext, link: DashboardLink): boolean {
  const { passwordHash } = link
  return passwordHash === null || session.get(sessionKey(link)) === hashLinkToken(passwordHash)
}

/** The link of the address. Counted between two transactions, because counting takes a connection of its own. */
async function opened(ctx: HttpContext, kind: LinkKind) {
  const { token } = ctx.params
  await assertGuessesLeft(ctx)
  const organizationId = organizationOf(token)
  try {
    if (!organizationId) {
      throw opensNothing()
    }
    const now = new Date()
    const link = await reading(organizationId, (tenant) => openLink(tenant, { token, kind, now }))
    await countOpening(ctx, link.id)
    return { organizationId, link }
  } catch (error) {
    if (isNoLink(error)) {
      await countGuess(ctx)
    }
    throw error
  }
}

const reading = <Answer>(
  organizationId: string,
  work: (tenant: TenantTransaction) => Promise<Answer>
) => withTenant(organizationId, work, { readOnly: true })

type Rendering = {
  tenant: TenantTransaction
  link: DashboardLink
  filters: { dimension: string; operator: 'in'; values: string[] }[]
}

async function render({ inertia, request }: HttpContext, { tenant, link, filters }: Rendering) {
  const now = DateTime.utc()
  const isEmbedded = link.kind === 'embed'
  const range = isEmbedded ? null : rangeFrom(request.input('range'))
  const chosen = { ...(range && { range }), filters }
  const { dashboardId } = link
  const shown = await publicDashboard({ tenant, dashboardId, chosen, now })
  const { name, description } = shown.dashboard
  return inertia.render('dashboards/public', {
    dashboard: { name, description },
    isEmbedded,
    widgets: WidgetTransformer.transform(shown.widgets),
    settings: plain({ ...shown.settings, filters: [] }),
    presetDays: plain(presetDays(now, shown.organization.timeZone)),
    metrics: async () => plain(await shown.metrics()),
    dimensions: async () => plain(await shown.dimensions()),
    answers: inertia.defer(async () => plain(await shown.answers())),
  })
}
