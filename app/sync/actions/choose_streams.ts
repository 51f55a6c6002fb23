import { recordAudit } from '#audit'
import { Refusal, type TenantTransaction } from '#foundation'
import type { StreamChoices } from '../engine/chosen_streams.js'
import { findSource } from '../queries/list_sources.js'
import { streamsOf, type SourceStreamRow } from '../queries/streams_of.js'
import { changeSource } from './change_source.js'

export interface StreamChoice {
  /** Id or slug. */
  source: string
  /** Streams to switch on or off; the others stay as they are. */
  streams: StreamChoices
  actor: { id: string | null; ip: string | null }
  now: Date
}

/** Switches streams of a source on or off, and answers all of them as they are then. */
export async function chooseStreams(
  tenant: TenantTransaction,
  { source: name, streams, actor, now }: StreamChoice
): Promise<SourceStreamRow[]> {
  const source = await findSource(tenant, name)
  if (!source) {
    throw new Refusal({
      code: 'E_SOURCE_NOT_FOUND',
      status: 404,
      message: 'There is no source with this id in this organization. List them with GET /sources.',
    })
  }
  if (Object.keys(streams).length > 0) {
    await changeSource(tenant, { connectionId: source.id, now, streams })
    await recordAudit(tenant, {
      ...{ actorId: actor.id, ip: actor.ip, action: 'source.streams_chosen', at: now },
      subject: `connection:${source.id}`,
      detail: { name: source.name, streams },
    })
  }
  return streamsOf(tenant, source)
}
