import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { listDimensions, listMetrics, METRIC_QUERY_SCHEMA, runMetricQuery } from '#metrics'
import { can } from '#organizations'
import { chosenSettings } from '#dashboards/chosen_settings'
import { sendAnswer, type FileFormat } from '#dashboards/exports/answer_file'
import type Dashboard from '#dashboards/models/dashboard'
import { questionOf } from '#dashboards/queries/answer_widgets'
import { findDashboard, noSuchWidget } from '#dashboards/queries/find_dashboard'
import { slugOf } from '#dashboards/queries/free_slug'
import { shownWidgets } from '#dashboards/queries/shown_widgets'

const MOST_SERIES = METRIC_QUERY_SCHEMA.properties.limit.maximum

/** The numbers of one widget as a file: those of the page it is on, and the rows that the panel has no room for. */
export default class WidgetExportsController {
  csv(ctx: HttpContext) {
    return send(ctx, 'csv')
  }

  xlsx(ctx: HttpContext) {
    return send(ctx, 'xlsx')
  }
}

async function send(ctx: HttpContext, format: FileFormat) {
  const { organization, params } = ctx
  const tenant = currentTenant()
  const dashboard = await findDashboard(ctx, params.dashboard)
  const { title, question } = await askedWidget(ctx, dashboard)
  return sendAnswer(ctx, {
    name: slugOf(title),
    format,
    result: await runMetricQuery(tenant, organization, question, DateTime.utc()),
    labels: { metrics: await listMetrics(tenant), dimensions: await listDimensions(tenant) },
  })
}

async function askedWidget(ctx: HttpContext, dashboard: Dashboard) {
  const { organization, params, request } = ctx
  const draft = can(ctx, 'dashboards.edit') && request.input('edit') === '1'
  const widgets = await shownWidgets(organization, dashboard, { draft })
  const widget = widgets.find(({ id }) => id === params.widget)
  const settings = chosenSettings(ctx, dashboard)
  const question = widget && questionOf(widget, settings, organization.currency)
  if (!widget || !question) {
    throw noSuchWidget()
  }
  const { limit } = widget.question!
  return { title: widget.title, question: { ...question, limit: limit ?? MOST_SERIES } }
}
