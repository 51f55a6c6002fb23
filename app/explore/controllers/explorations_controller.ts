import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { listDimensions, listMetrics, presetDays } from '#metrics'
import { answerQuestion, listDashboards, type Asking } from '#dashboards'
import { offeredCurrencies } from '#shared/offered_currencies'
import { plain } from '#shared/plain'
import {
  readAddress,
  unreadable,
  viewFrom,
  type ReadQuestion,
} from '#explore/queries/read_question'
import { listSaved } from '#explore/queries/saved_questions'
import { onlySource, startingMetrics } from '#explore/queries/starting_metrics'
import { withTotalsFor } from '#explore/queries/pivot_totals'

export default class ExplorationsController {
  /** The address holds the whole question, so that it can be shared and gone back to. */
  async show(ctx: HttpContext) {
    const { organization, request, inertia } = ctx
    const tenant = currentTenant()
    const address = request.qs()
    const metrics = await listMetrics(tenant)
    const read = readAddress(address, organization.currency)
    const { question } = read
    const view = viewFrom(address)
    if (address.metrics === undefined) {
      const source = onlySource(question)
      question.metrics = startingMetrics(source ? await listMetrics(tenant, { source }) : metrics)
    }
    const asking = { tenant, organization, now: DateTime.utc() }
    return inertia.render('explore/show', {
      question: plain(question),
      view,
      timeZone: organization.timeZone,
      currencies: offeredCurrencies(organization.currency),
      presetDays: plain(presetDays(DateTime.utc(), organization.timeZone)),
      dashboards: async () =>
        listDashboards(ctx).then((all) => all.map(({ slug, name }) => ({ slug, name }))),
      saved: async () => plain(await listSaved(ctx)),
      metrics: () => plain(metrics),
      dimensions: async () => plain(await listDimensions(tenant)),
      answer: inertia.defer(async () =>
        plain(await answerOf(asking, { ...read, question: withTotalsFor(view, question) }))
      ),
    })
  }
}

/** Null where nothing is asked yet. */
async function answerOf(asking: Asking, { question, unknown }: ReadQuestion) {
  if (unknown.length > 0) {
    const { code, message } = unreadable(unknown)
    return { state: 'failed' as const, code: code!, message }
  }
  return question.metrics.length > 0 ? answerQuestion(asking, question) : null
}
