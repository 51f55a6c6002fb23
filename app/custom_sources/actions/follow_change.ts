import { Refusal, type TenantTransaction } from '#foundation'
import { requestSync, restartStreams } from '#sync'
import type { SourceDesign } from '../design.js'
import type { DesignDifference } from '../manifest/difference.js'
import { refuse } from '../manifest/facts_of.js'

/** `keep`: what was read stays, the new description counts from the next sync. `again`: it is read anew. */
export type OldNumbers = 'keep' | 'again'

interface Consequence {
  design: SourceDesign
  difference: DesignDifference
  numbers?: OldNumbers
  actor: { id: string }
  correlationId: string
  now: Date
}

/** What another description means for what one source has read. */
export async function followChange(
  tenant: TenantTransaction,
  connectionId: string,
  consequence: Consequence
) {
  const { difference, numbers } = consequence
  const { added, removed, identity, call } = difference
  const read = await readStreams(tenant, connectionId)
  assertDecided(consequence, read)
  const isAgain = numbers === 'again'
  const forget = [...removed, ...identity, ...(isAgain ? difference.numbers : [])]
  const keep = [...call, ...(isAgain ? [] : difference.numbers)]
  const { firstDay } = await restartStreams(tenant, { connectionId, forget, keep })
  // Without this, what grew for years would begin where a first sync begins today.
  await tenant.query(
    'UPDATE connections SET backfill_from = least(backfill_from, $3::date) WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, connectionId, isAgain ? firstDay : null]
  )
  if (read.length > 0 && [...added, ...forget, ...keep].length > 0) {
    const { actor, correlationId, now } = consequence
    const request = { connectionId, requestedBy: actor.id, correlationId, now }
    await requestSync(tenant, { ...request, kind: 'manual', hasNews: true })
  }
}

async function readStreams(tenant: TenantTransaction, connectionId: string): Promise<string[]> {
  const { rows } = await tenant.query<{ stream: string }>(
    'SELECT DISTINCT stream FROM stream_states WHERE organization_id = $1 AND connection_id = $2',
    [tenant.organizationId, connectionId]
  )
  return rows.map(({ stream }) => stream)
}

/** Rows of two meanings never stand side by side, and nothing is read anew unasked. */
function assertDecided({ design, difference, numbers }: Consequence, read: string[]) {
  const mixed = difference.identity.filter((name) => read.includes(name))
  const changed = [...mixed, ...difference.numbers.filter((name) => read.includes(name))]
  if (changed.length > 0 && !numbers) {
    throw new Refusal({
      code: 'E_NUMBERS_UNDECIDED',
      status: 422,
      message: `The fields of ${titlesOf(design, changed)} changed, so nothing was saved yet. Choose whether its numbers are kept or synced again.`,
    })
  }
  if (mixed.length > 0 && numbers === 'keep') {
    throw refuse(
      `The records of ${titlesOf(design, mixed)} are identified, dated or broken down in another way now: numbers that were kept would count beside the new ones. Choose “Sync again”.`
    )
  }
}

const titlesOf = ({ streams }: SourceDesign, names: string[]) =>
  streams
    .filter(({ name }) => names.includes(name))
    .map(({ title }) => `“${title}”`)
    .join(', ')
