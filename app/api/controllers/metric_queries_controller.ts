import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { readMetricQuery, runMetricQuery } from '#metrics'
import { jsonOfResult } from '#api/json_of_result'
import { assertJson } from '#api/media_type'

/** Questions to the query engine, in the form every export and widget uses. */
export default class MetricQueriesController {
  async store({ request, response, organization }: HttpContext) {
    assertJson(request)
    const query = readMetricQuery(request.body())
    const tenant = currentTenant()
    await tenant.restrictToReading()
    const result = await runMetricQuery(tenant, organization, query, DateTime.utc())
    response.header('content-type', 'application/json; charset=utf-8')
    return response.stream(Readable.from(jsonOfResult(result)))
  }
}
