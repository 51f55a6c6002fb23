import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { listDimensions, listMetrics, presetDays } from '#metrics'
import { answerQuestion, offeredCurrencies } from '#dashboards'
import { plain } from '#shared/plain'
import { questionFrom, viewFrom } from '#explore/queries/read_question'
import { onlySource, startingMetrics } from '#explore/queries/starting_metrics'

export default class ExplorationsController {
  /** The address holds the whole question, so that it can be shared and gone back to. */
  async show({ organization, request, inertia }: HttpContext) {
    const tenant = currentTenant()
    const address = request.qs()
    const metrics = await listMetrics(tenant)
    const question = questionFrom(address, organization.currency)
    if (address.metrics === undefined) {
      const source = onlySource(question)
      question.metrics = startingMetrics(source ? await listMetrics(tenant, { source }) : metrics)
    }
    const asking = { tenant, organization, now: DateTime.utc() }
    return inertia.render('explore/show', {
      question: plain(question),
      view: viewFrom(address),
      currencies: offeredCurrencies(organization.currency),
      presetDays: plain(presetDays(DateTime.utc(), organization.timeZone)),
      metrics: () => plain(metrics),
      dimensions: async () => plain(await listDimensions(tenant)),
      answer: inertia.defer(async () =>
        question.metrics.length > 0 ? plain(await answerQuestion(asking, question)) : null
      ),
    })
  }
}
