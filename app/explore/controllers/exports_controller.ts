import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { sendAnswer } from '#dashboards'
import { listDimensions, listMetrics, METRIC_QUERY_SCHEMA, runMetricQuery } from '#metrics'
import { readAddress, refuseUnknown } from '#explore/queries/read_question'

const MOST_SERIES = METRIC_QUERY_SCHEMA.properties.limit.maximum

export default class ExportsController {
  csv(ctx: HttpContext) {
    return send(ctx, 'csv')
  }

  xlsx(ctx: HttpContext) {
    return send(ctx, 'xlsx')
  }
}

async function send(ctx: HttpContext, format: 'csv' | 'xlsx') {
  const { organization, request } = ctx
  const tenant = currentTenant()
  const read = readAddress(request.qs(), organization.currency)
  refuseUnknown(read)
  const whole = { ...read.question, limit: MOST_SERIES }
  return sendAnswer(ctx, {
    name: organization.slug,
    format,
    result: await runMetricQuery(tenant, organization, whole, DateTime.utc()),
    labels: { metrics: await listMetrics(tenant), dimensions: await listDimensions(tenant) },
  })
}
