import { SaveTemplate } from '#dashboards/actions/save_template'
import { WriteComment } from '#dashboards/comments/write_comment'
import { storeImage } from '#dashboards/images/stored_images'
import type Dashboard from '#dashboards/models/dashboard'
import { newId, withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenMember } from './organizations.js'

/** What stands on or beside a dashboard and has an address of its own. */
export async function givenOnDashboard(organization: Organization, dashboard: Dashboard) {
  return {
    template: await givenTemplate(organization, dashboard),
    image: await givenImage(organization),
    saved: await givenSaved(organization),
    comment: await givenComment(organization, dashboard),
  }
}

async function givenTemplate(organization: Organization, dashboard: Dashboard) {
  const wanted = { name: 'Kept', createdBy: null }
  return withTenant(organization.id, async (tenant) => {
    await new SaveTemplate(tenant, organization).execute(dashboard, wanted)
    const { rows } = await tenant.query<{ id: string }>('SELECT id FROM dashboard_templates')
    return rows[0].id
  })
}

async function givenImage(organization: Organization) {
  const { id } = await givenMember(organization, 'analyst')
  return withTenant(organization.id, (tenant) =>
    storeImage(tenant, { content: Buffer.from('GIF89a'), type: 'image/gif' }, id)
  )
}

async function givenSaved(organization: Organization) {
  const id = newId()
  await withTenant(organization.id, (tenant) =>
    tenant.query(
      `INSERT INTO saved_questions (organization_id, id, kind, name, address, is_shared, created_at)
       VALUES ($1, $2, 'question', 'Clicks', 'metrics=clicks', true, now())`,
      [organization.id, id]
    )
  )
  return id
}

async function givenComment(organization: Organization, dashboard: Dashboard) {
  const { id: createdBy } = await givenMember(organization, 'analyst')
  return withTenant(organization.id, (tenant) =>
    new WriteComment(tenant).execute(dashboard, { text: 'Look at this', createdBy })
  )
}
