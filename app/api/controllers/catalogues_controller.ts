import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { currentTenant } from '#foundation'
import { listDimensions, listMetrics } from '#metrics'
import { listSources } from '#sync'
import { describeDimension, describeMetric } from '#api/transformers/describe_entry'
import { describeSource } from '#api/transformers/describe_source'

const listValidator = vine.create({
  available: vine.enum(['true', 'false'] as const).optional(),
  search: vine.string().trim().maxLength(80).optional(),
})

interface Entry {
  id: string
  label: string
  available: boolean
  synonyms?: string[]
}

/** What an organization can ask for, and the sources that it comes from. */
export default class CataloguesController {
  async metrics({ request, response }: HttpContext) {
    const wanted = await request.validateUsing(listValidator, { data: request.qs() })
    const metrics = await listMetrics(currentTenant())
    return response.json({
      metrics: metrics.filter((one) => fits(one, wanted)).map(describeMetric),
    })
  }

  async dimensions({ request, response }: HttpContext) {
    const wanted = await request.validateUsing(listValidator, { data: request.qs() })
    const dimensions = await listDimensions(currentTenant())
    return response.json({
      dimensions: dimensions.filter((one) => fits(one, wanted)).map(describeDimension),
    })
  }

  async sources({ response }: HttpContext) {
    const sources = await listSources(currentTenant())
    return response.json({ sources: sources.map(describeSource) })
  }
}

function fits(entry: Entry, { available, search = '' }: { available?: string; search?: string }) {
  const words = [entry.id, entry.label, ...(entry.synonyms ?? [])].map((word) => word.toLowerCase())
  return (
    (available === undefined || String(entry.available) === available) &&
    words.some((word) => word.includes(search.toLowerCase()))
  )
}
