import { Refusal } from '#foundation'
import type { MetricDefinition } from './define.js'
import { proposalFor } from './nearest.js'
import { SYNONYMS } from './synonyms.js'

/** Nothing has this name; the one that was probably meant is proposed. */
export function refuseUnknown(id: string, all: MetricDefinition[]) {
  const known = all.map((metric) => ({ ...metric, synonyms: SYNONYMS[metric.id] }))
  return new Refusal({
    code: 'E_METRIC_UNKNOWN',
    status: 422,
    message: `There is no metric "${id}". ${proposalFor(id, known)}`,
    detail: { metric: id },
  })
}

/** Columns of several sources have this name. */
export function refuseAmbiguous(id: string, candidates: MetricDefinition[]) {
  const names = candidates.map((metric) => metric.id).sort()
  return new Refusal({
    code: 'E_METRIC_AMBIGUOUS',
    status: 422,
    message: `"${id}" can mean ${names.map((name) => `"${name}"`).join(' or ')}. Ask for one of them by its whole name.`,
    detail: { metric: id, candidates: names },
  })
}
