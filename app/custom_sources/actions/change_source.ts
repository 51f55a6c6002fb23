import { ReconnectSource, type Connection } from '#connections'
import { withTenant, type TenantTransaction } from '#foundation'
import { ownPlugin } from '#plugin_host'
import type { SourceDesign } from '../design.js'
import { differenceOf } from '../manifest/difference.js'
import { refuse } from '../manifest/facts_of.js'
import { manifestOf } from '../manifest/manifest_of.js'
import { descriptionOf } from '../queries/description_of.js'
import { assertSecretsFit, pastedIn, sendsAlike } from '../secrets_fit.js'
import { followChange, type OldNumbers } from './follow_change.js'
import { lookAtSource } from './look_at_source.js'

export interface SourceChange {
  organization: { id: string; timeZone: string }
  source: Connection
  design: SourceDesign
  credentials?: Record<string, string>
  /** What becomes of numbers that were read as it was described before. */
  numbers?: OldNumbers
  actor: { id: string; ip: string | null }
  correlationId: string
  now: Date
}

/**
 * Stores another version of a description. Numbers stay where rows mean the same; where they do not, the lists are read anew. The API is
 * asked before anything is stored. Opens its own transactions.
 */
export async function changeSource(change: SourceChange) {
  const { organization, source, design, actor, now, correlationId } = change
  const before = await withTenant(organization.id, (tenant) => descriptionOf(tenant, source))
  const credentials = pastedIn(change.credentials)
  assertSecretsFit(before, design, credentials)
  await assertAnswers({ ...change, credentials })
  const place = { pluginId: source.pluginId, timeZone: organization.timeZone }
  const manifest = manifestOf(design, place)
  const difference = differenceOf(before, design, place)
  await withTenant(organization.id, async (tenant) => {
    const sources = await sourcesOf(tenant, source)
    assertLatest(before, await descriptionOf(tenant, source))
    assertAlone(sources, before, design)
    for (const { id } of sources) {
      await followChange(tenant, id, { ...change, difference })
    }
    await ownPlugin.publish(tenant, { manifest, design, actor, now })
    if (!sendsAlike(before, design) && design.auth.kind !== 'none') {
      await new ReconnectSource().forget(tenant, source)
    }
  })
  if (credentials) {
    await new ReconnectSource().execute(source, { actor, credentials, correlationId, now })
  }
}

/** The first list is called once, as a sync would. */
async function assertAnswers(change: SourceChange) {
  const { source, design, credentials } = change
  const stored = credentials ? {} : { connectionId: source.id }
  const look = { ...change, ...stored, mode: source.mode, stream: design.streams[0] }
  const { problem } = await lookAtSource(look)
  if (problem) {
    throw refuse(problem)
  }
}

/** Those that read by this description; usually there is one. Held, so that two changes wait for each other. */
async function sourcesOf(tenant: TenantTransaction, { pluginId }: Connection) {
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT id FROM connections WHERE organization_id = $1 AND plugin_id = $2 AND state <> 'removed' ORDER BY id FOR UPDATE`,
    [tenant.organizationId, pluginId]
  )
  return rows
}

/** What was checked holds for the description that was there then. */
function assertLatest(before: SourceDesign, latest: SourceDesign) {
  if (JSON.stringify(before) !== JSON.stringify(latest)) {
    throw refuse(
      'Someone else changed this description at the same time, so yours was not saved. Reload the page and change it again.'
    )
  }
}

/** Secrets of another source would go to the new host or token server as well. */
function assertAlone(sources: unknown[], before: SourceDesign, after: SourceDesign) {
  if (sources.length > 1 && !sendsAlike(before, after)) {
    throw refuse(
      `${sources.length} sources use this description, and each has a key for ${before.host} that is sent as it is described now. Remove the others first, or describe the new host or sign-in as a source of its own.`
    )
  }
}
