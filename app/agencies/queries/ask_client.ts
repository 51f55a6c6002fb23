import { answerQuestion, type Asking } from '#dashboards'
import type { MetricResult } from '#metrics'
import { metricQuery } from '../client_question.js'
import type { ClientFigure, ClientQuestion } from '../types.js'

type MetricChange = NonNullable<MetricResult['comparison']>['changes'][string]

/** Puts the agency's question to one client: the same engine, in the client's own transaction, under its own policy. */
export async function askClient(asking: Asking, question: ClientQuestion): Promise<ClientFigure> {
  const answer = await answerQuestion(asking, metricQuery(question, asking.organization))
  if (answer.state === 'empty' || answer.state === 'failed') {
    const current = {
      status: 'unavailable' as const,
      reason: answer.state,
      message: answer.message,
    }
    return { state: answer.state, current, earlier: null, message: answer.message }
  }
  const { totals, comparison } = answer.value
  return {
    state: answer.state,
    current: totals[question.metric],
    earlier: earlierOf(comparison?.changes[question.metric]),
    message: answer.state === 'partial' ? answer.missing.join(' ') : null,
  }
}

/** Only where the two periods cover something alike: anything else is no comparison. */
const earlierOf = (change: MetricChange | undefined) =>
  change?.state === 'whole' || change?.state === 'partial' ? change.earlier : null
