import { Refusal, type TenantTransaction } from '#foundation'
import type { StreamChoices } from '../engine/chosen_streams.js'
import { streamsOf } from '../queries/streams_of.js'

interface SwitchedSource {
  id: string
  name: string
  pluginId: string
  connector: string
}

/**
 * Switches single streams on or off, from the next sync on. What was read of a stream stays when it is switched off, and reading
 * continues where it stopped when it is switched on again.
 */
export async function switchStreams(
  tenant: TenantTransaction,
  source: SwitchedSource,
  choices: StreamChoices
) {
  const streams = await streamsOf(tenant, source)
  const unknown = Object.keys(choices).filter((name) => !streams.some((one) => one.name === name))
  if (unknown.length > 0) {
    const which = unknown.map((name) => `“${name}”`).join(', ')
    throw refusal(
      'E_STREAM_UNKNOWN',
      `${source.name} has no stream ${which}, so nothing was changed. ${offered(streams)}`
    )
  }
  if (!streams.some(({ name, isOn }) => choices[name] ?? isOn)) {
    throw refusal(
      'E_STREAMS_MISSING',
      `${source.name} needs at least one stream, so nothing was changed. Choose one, or pause the source.`
    )
  }
  await tenant.query(
    `UPDATE connections SET stream_choices = stream_choices || $3::jsonb
     WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, source.id, JSON.stringify(choices)]
  )
}

const offered = (streams: { name: string }[]) =>
  streams.length > 0
    ? `It has ${streams.map(({ name }) => `“${name}”`).join(', ')}.`
    : 'Its tables are chosen on its page.'

const refusal = (code: string, message: string) => new Refusal({ code, status: 422, message })
