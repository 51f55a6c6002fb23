import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { EditDraft } from '#dashboards/actions/edit_draft'
import { heldDraft } from '#dashboards/actions/held_draft'
import { endDraft, PublishDashboard } from '#dashboards/actions/publish_dashboard'
import { RestoreVersion } from '#dashboards/actions/restore_version'
import { noteChange } from '#dashboards/controllers/note_change'
import { findDashboard } from '#dashboards/queries/find_dashboard'

/** Publishing, going back to what was published, and leaving a draft. */
export default class VersionsController {
  async store(ctx: HttpContext) {
    const { auth, params, response } = ctx
    const dashboard = await findDashboard(ctx, params.dashboard)
    const publishing = new PublishDashboard(currentTenant())
    if (await publishing.execute(dashboard, auth.getUserOrFail().id)) {
      await noteChange(ctx, dashboard, ['published'])
    }
    return response.redirect(pathOf(ctx))
  }

  /** What a version had becomes the draft, so that it is looked at before readers get it. */
  async restore(ctx: HttpContext) {
    const { auth, params, response } = ctx
    const tenant = currentTenant()
    const dashboard = await findDashboard(ctx, params.dashboard)
    const number = Number(params.number)
    await new EditDraft(tenant).execute(dashboard, { userId: auth.getUserOrFail().id })
    await new RestoreVersion(tenant).execute(dashboard, number)
    await noteChange(ctx, dashboard, ['version_restored', { number }])
    return response.redirect(`${pathOf(ctx)}?edit=1`)
  }

  async discard(ctx: HttpContext) {
    const { auth, params, response } = ctx
    const tenant = currentTenant()
    const dashboard = await findDashboard(ctx, params.dashboard)
    const { draft_since: since } = await heldDraft(tenant, dashboard)
    if (since !== null) {
      await new EditDraft(tenant).execute(dashboard, { userId: auth.getUserOrFail().id })
      await new RestoreVersion(tenant).execute(dashboard, 'latest')
      await endDraft(tenant, dashboard)
      await noteChange(ctx, dashboard, ['draft_discarded'])
    }
    return response.redirect(pathOf(ctx))
  }
}

const pathOf = ({ organization, params }: HttpContext) =>
  `/o/${organization.slug}/dashboards/${params.dashboard}`
