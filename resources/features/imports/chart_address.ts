import { questionAddress } from '~/features/explore/question_address'
import type { ImportPage } from './import_text.js'

/** The address that asks for the first metrics of an import over the days it covers. */
export function chartAddress({
  metrics,
  days,
  grain,
  sourceName,
  connectionId,
}: ImportPage): string {
  const range = days ?? { preset: 'all_time' as const }
  /** The rows of this file only: other sources can feed the same metric. */
  const own = sourceName ?? connectionId
  const filters = own ? [{ dimension: 'source', operator: 'in' as const, values: [own] }] : []
  const question = {
    metrics: metrics.slice(0, 1),
    filters,
    range,
    grain: grain === 'day' ? grainFor(days) : grain,
  }
  return `/explore?${questionAddress(question, 'line')}`
}

function grainFor(days: ImportPage['days']) {
  const span = days ? (Date.parse(days.to) - Date.parse(days.from)) / 86_400_000 : 365
  return span > 120 ? ('month' as const) : ('day' as const)
}
