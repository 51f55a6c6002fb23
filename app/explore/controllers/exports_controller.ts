import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { listDimensions, listMetrics, METRIC_QUERY_SCHEMA, runMetricQuery } from '#metrics'
import { csvOfAnswer } from '#explore/queries/csv_of_answer'
import { readAddress, refuseUnknown } from '#explore/queries/read_question'

const MOST_SERIES = METRIC_QUERY_SCHEMA.properties.limit.maximum

export default class ExportsController {
  async show({ organization, request, response }: HttpContext) {
    const tenant = currentTenant()
    const read = readAddress(request.qs(), organization.currency)
    refuseUnknown(read)
    const whole = { ...read.question, limit: MOST_SERIES }
    const result = await runMetricQuery(tenant, organization, whole, DateTime.utc())
    const labels = {
      metrics: await listMetrics(tenant),
      dimensions: await listDimensions(tenant),
    }
    const { from, to } = result.range
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header(
      'content-disposition',
      `attachment; filename="${organization.slug}-${from}-${to}.csv"`
    )
    return response.stream(Readable.from(csvOfAnswer(result, labels)))
  }
}
