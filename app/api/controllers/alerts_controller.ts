import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import {
  createAlertRule,
  findIncident,
  incidentForPage,
  INCIDENT_VIEWS,
  listIncidents,
  listRules,
  MoveIncident,
  ruleForPage,
} from '#alerts'
import { currentTenant, Refusal } from '#foundation'
import { assertJson } from '#api/media_type'

const VIEWS = Object.keys(INCIDENT_VIEWS)

/** Alert rules and their incidents, for programs. */
export default class AlertsController {
  async index() {
    const rules = await listRules(currentTenant())
    return { rules: rules.map((rule) => ruleForPage(rule)) }
  }

  async store({ request, response, organization }: HttpContext) {
    assertJson(request)
    const asking = { tenant: currentTenant(), organization, now: DateTime.utc() }
    const rule = await createAlertRule(asking, request.body())
    await noted('alert_rule.created', { subject: `alert_rule:${rule.id}`, ip: request.ip() })
    return response.status(201).json(ruleForPage(rule))
  }

  async incidents({ request }: HttpContext) {
    const view = request.input('view', 'active')
    const page = Number(request.input('page', 1))
    if (!VIEWS.includes(view) || !Number.isInteger(page) || page < 1 || page > 1_000) {
      throw Refusal.ofField(
        'view',
        `\`view\` must be one of ${VIEWS.join(', ')}, and \`page\` a number from 1.`
      )
    }
    const { incidents, total } = await listIncidents(currentTenant(), { view, page })
    return { incidents: incidents.map(incidentForPage), total }
  }

  async acknowledge({ params, request }: HttpContext) {
    const tenant = currentTenant()
    const { id } = await findIncident(tenant, params.id)
    await new MoveIncident(tenant, new Date()).execute(id, { move: 'acknowledge', actorId: null })
    await noted('alert_incident.moved', { subject: `incident:${id}`, ip: request.ip() })
    return incidentForPage(await findIncident(tenant, id))
  }
}

const noted = (action: string, { subject, ip }: { subject: string; ip: string }) =>
  recordAudit(currentTenant(), { actorId: null, action, subject, ip, detail: { by: 'API key' } })
