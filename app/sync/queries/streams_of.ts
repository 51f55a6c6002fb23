import type { TenantTransaction } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { streamFreshness } from './stream_freshness.js'
import { isOn, type StreamChoices } from '../engine/chosen_streams.js'

/** A stream of a source, as a person switches it on and off. */
export interface SourceStreamRow {
  name: string
  title: string
  isOn: boolean
  isOptional: boolean
  /** When it was read last, ISO 8601; null where it never was. */
  checkedAt: string | null
  /** `YYYY-MM-DD`; null where its records have no days, or none was read whole. */
  completeUntil: string | null
}

interface AskedSource {
  id: string
  pluginId: string
  connector: string
}

/** Which streams does the source have, and which of them are read? None for files. */
export async function streamsOf(
  tenant: TenantTransaction,
  { id, pluginId, connector }: AskedSource
): Promise<SourceStreamRow[]> {
  const registry = await pluginRegistry()
  const streams = Object.entries(registry.traitsOf(pluginId, connector)?.streams ?? {})
  const { rows } = await tenant.query<{ choices: StreamChoices }>(
    'SELECT stream_choices AS choices FROM connections WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, id]
  )
  const choices = rows[0]?.choices ?? {}
  const known = await streamFreshness(tenant, [id])
  const fresh = new Map(known.map((each) => [each.stream, each]))
  return streams.map(([name, stream]) => ({
    name,
    title: stream.title ?? name,
    isOn: isOn(name, stream, choices),
    isOptional: stream.optional === true,
    checkedAt: fresh.get(name)?.checkedAt ?? null,
    // A list of campaigns is read whole each time: it has no last day.
    completeUntil: stream.facts || stream.events ? (fresh.get(name)?.completeUntil ?? null) : null,
  }))
}
