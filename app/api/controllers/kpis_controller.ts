import type { HttpContext } from '@adonisjs/core/http'
import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import { everyKpi, findKpi, kpiForPage, readKpi, SaveKpi } from '#kpis'
import { assertJson } from '#api/media_type'

/** Metrics that the organization defines, for programs. Their numbers are asked as those of every metric. */
export default class KpisController {
  async index() {
    const kpis = await everyKpi(currentTenant())
    return { kpis: kpis.map(kpiForPage) }
  }

  async store({ request, response }: HttpContext) {
    assertJson(request)
    const { attributes } = await readKpi(request.body())
    const kpi = await saving().create(attributes)
    await noted(request.ip(), { action: 'kpi.created', subject: `kpi:${kpi.id}` })
    return response.status(201).json(kpiForPage(kpi))
  }

  async update({ params, request }: HttpContext) {
    assertJson(request)
    const { id } = await findKpi(currentTenant(), params.kpi)
    const { attributes, revision } = await readKpi(request.body())
    const kpi = await saving().change(id, attributes, revision)
    await noted(request.ip(), { action: 'kpi.changed', subject: `kpi:${kpi.id}` })
    return kpiForPage(kpi)
  }

  async destroy({ params, request, response }: HttpContext) {
    const kpi = await saving().delete(params.kpi)
    await noted(request.ip(), { action: 'kpi.deleted', subject: `kpi:${kpi.id}` })
    return response.noContent()
  }
}

const saving = () => new SaveKpi(currentTenant(), { id: null, now: new Date() })

const noted = (ip: string, change: { action: string; subject: string }) =>
  recordAudit(currentTenant(), { ...change, actorId: null, ip, detail: { by: 'API key' } })
