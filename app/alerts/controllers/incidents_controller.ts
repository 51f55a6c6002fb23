import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { can, listMembers } from '#organizations'
import { plain } from '#shared/plain'
import { sightOf } from '#alerts/controllers/note_change'
import {
  contentsOf,
  findIncident,
  INCIDENT_VIEWS,
  listIncidents,
  PAGE_SIZE,
  type IncidentView,
} from '#alerts/queries/list_incidents'
import { listRules } from '#alerts/rules/rule'
import { incidentForPage } from '#alerts/transformers/for_pages'

const MOST_PAGES = 1_000

export default class IncidentsController {
  async index(ctx: HttpContext) {
    const tenant = currentTenant()
    const view = viewFrom(ctx.request.input('view'))
    const page = pageFrom(ctx.request.input('page'))
    const { incidents, total } = await listIncidents(tenant, { view, page, ...sightOf(ctx) })
    const rules = await listRules(tenant)
    return ctx.inertia.render('alerts/index', {
      view,
      incidents: plain(incidents.map(incidentForPage)),
      found: { page, total, pageSize: PAGE_SIZE },
      hasRules: rules.length > 0,
      canEdit: can(ctx, 'alerts.edit'),
    })
  }

  /** What goes on, as JSON, for a widget that stays open for days. */
  async active(ctx: HttpContext) {
    const found = await listIncidents(currentTenant(), { view: 'active', ...sightOf(ctx) })
    return { total: found.total, incidents: found.incidents.map(incidentForPage) }
  }

  async show(ctx: HttpContext) {
    const tenant = currentTenant()
    const incident = await findIncident(tenant, ctx.params.incident, sightOf(ctx))
    const { breaches, entries } = await contentsOf(tenant, incident.id)
    const rules = await listRules(tenant)
    const rule = rules.find(({ id }) => id === incident.ruleId)
    return ctx.inertia.render('alerts/incident', {
      incident: plain(incidentForPage(incident)),
      breaches: plain(breaches),
      entries: plain(entries.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }))),
      rule: rule ? { id: rule.id, name: rule.name, advice: rule.advice } : null,
      people: can(ctx, 'alerts.handle') ? await people() : [],
      canHandle: can(ctx, 'alerts.handle'),
    })
  }
}

const viewFrom = (given: unknown): IncidentView =>
  Object.hasOwn(INCIDENT_VIEWS, String(given)) ? (given as IncidentView) : 'active'

function pageFrom(given: unknown): number {
  const page = Number(given ?? 1)
  return Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1
}

async function people() {
  const members = await listMembers(currentTenant())
  return members.map(({ userId, fullName }) => ({ id: userId, name: fullName }))
}
