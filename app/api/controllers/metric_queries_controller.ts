import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { readMetricQuery, runMetricQuery } from '#metrics'
import { assertJson } from '#api/media_type'

/** Questions to the query engine, in the form every export and widget uses. */
export default class MetricQueriesController {
  async store({ request, response, organization }: HttpContext) {
    assertJson(request)
    const query = readMetricQuery(request.body())
    const result = await runMetricQuery(currentTenant(), organization, query, DateTime.utc())
    return response.json(result)
  }
}
