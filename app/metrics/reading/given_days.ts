import type { TenantTransaction } from '#foundation'
import type { StreamPart } from '../planning/plan.js'
import { once } from '../remembering/once.js'
import { factSource } from './fact_source.js'
import { Parameters } from './parameters.js'

/** By stream and stored metric the first day on which a row gives it; a column can begin later than its file. */
export type FirstGiven = Map<string, string>

export const givenKey = (streamId: string, metric: string) => `${streamId} ${metric}`

/** Read from the roll-ups; of numbers that these do not hold, the stream's own first day stands. */
export async function readFirstGiven(
  tenant: TenantTransaction,
  parts: StreamPart[]
): Promise<FirstGiven> {
  const found: FirstGiven = new Map()
  for (const part of parts) {
    for (const [metric, day] of await once(tenant, keyOf(part), () => firstDays(tenant, part))) {
      found.set(givenKey(part.stream.id, metric), day)
    }
  }
  return found
}

const keyOf = ({ stream, atoms }: StreamPart) => [
  'given',
  stream.id,
  atoms.map(({ metric }) => metric.id),
]

async function firstDays(
  tenant: TenantTransaction,
  part: StreamPart
): Promise<[metric: string, day: string][]> {
  const { stream, atoms } = part
  if (stream.firstDay === null || stream.lastDay === null) {
    return []
  }
  if (atoms.some(({ metric }) => metric.kind !== 'additive')) {
    return atoms.map(({ metric }) => [metric.id, stream.firstDay!])
  }
  const parameters = new Parameters()
  const rows = factSource(
    { ...part, rollups: { day: 'whole', month: null }, without: [] },
    {
      organizationId: tenant.organizationId,
      range: { from: stream.firstDay, to: stream.lastDay },
      asOf: null,
      parameters,
    }
  )
  const columns = atoms.map(
    (_, index) => `(min(s.day) FILTER (WHERE s.v${index} IS NOT NULL))::text AS d${index}`
  )
  const { rows: found } = await tenant.query<Record<string, string | null>>(
    `SELECT ${columns.join(', ')} FROM (${rows}) s`,
    parameters.values
  )
  return atoms.flatMap(({ metric }, index): [string, string][] => {
    const day = found[0][`d${index}`]
    return day === null ? [] : [[metric.id, day]]
  })
}
