import { Refusal, type TenantTransaction } from '#foundation'
import { contributions } from '#plugin_host'
import { fitTemplate, knownTo, type LeftOut } from '#dashboards/templates/fit_template'
import { readContribution } from '#dashboards/templates/plugin_template'
import { PRODUCT_TEMPLATES } from '#dashboards/templates/product_templates'
import type { DashboardTemplate } from '#dashboards/templates/template'

export type TemplateOrigin = 'own' | 'plugin' | 'product'

interface Kept extends DashboardTemplate {
  createdBy: string | null
}

/** A template as a person chooses it. */
export interface OfferedTemplate {
  id: string
  name: string
  description: string
  origin: TemplateOrigin
  /** How many widgets it makes here. */
  widgets: number
  leftOut: LeftOut[]
  createdBy: string | null
}

/** The organization's own, then those of its plugins, then those of the product. */
export async function listTemplates(tenant: TenantTransaction): Promise<OfferedTemplate[]> {
  const known = await knownTo(tenant)
  const all = await everyTemplate(tenant)
  return all.map((template) => {
    const { id, name, description, createdBy } = template
    const { widgets, leftOut } = fitTemplate(template, known)
    const origin = originOf(id)
    return { id, name, description, origin, createdBy, widgets: widgets.length, leftOut }
  })
}

export async function findTemplate(tenant: TenantTransaction, id: string): Promise<Kept> {
  const all = await everyTemplate(tenant)
  const found = all.find((template) => template.id === id)
  if (!found) {
    throw noSuchTemplate()
  }
  return found
}

async function everyTemplate(tenant: TenantTransaction): Promise<Kept[]> {
  const offered = await contributions.of(tenant, 'dashboards')
  const ofPlugins = await Promise.all(offered.map(readContribution))
  return [
    ...(await ownTemplates(tenant)),
    ...[...ofPlugins.flat(), ...PRODUCT_TEMPLATES].map((template) => ({
      ...template,
      createdBy: null,
    })),
  ]
}

async function ownTemplates(tenant: TenantTransaction): Promise<Kept[]> {
  const { rows } = await tenant.query<Kept>(
    `SELECT 'own:' || id AS id, name, description, settings, widgets, created_by AS "createdBy"
       FROM dashboard_templates WHERE organization_id = $1 ORDER BY lower(name), id`,
    [tenant.organizationId]
  )
  return rows
}

function originOf(id: string): TemplateOrigin {
  const [namespace] = id.split(':')
  return namespace === 'own' || namespace === 'product' ? namespace : 'plugin'
}

export function noSuchTemplate() {
  return new Refusal({
    code: 'E_TEMPLATE_NOT_FOUND',
    status: 404,
    message:
      'This template does not exist any more, so no dashboard was made. Reload the page and choose another one.',
  })
}
