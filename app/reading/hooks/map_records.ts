import { HookFailure, hooks } from '#plugin_host'
import type { CompiledConnector } from '../map/compile_connector.js'
import type { CompiledStream, MappingScope } from '../map/types.js'
import type { RawPage } from '../page/read_slice.js'
import { countFailure, countSuccess, readCircuit } from '../call/vendor_circuit.js'
import { VendorFailure } from '../vendor_failure.js'

export interface HookedStream {
  connector: CompiledConnector
  stream: CompiledStream
  scope: MappingScope
  /** Performs what a generator yields. */
  perform: (effect: unknown) => Promise<unknown>
  now: () => Date
}

/** The pages of a stream with the records that its hook makes of them; as they are where it has none. */
export async function* throughHook(
  pages: AsyncIterable<RawPage>,
  hooked: HookedStream
): AsyncGenerator<RawPage> {
  const { map } = hooked.stream.definition
  for await (const page of pages) {
    const isMapped = map !== undefined && page.records.length > 0
    yield isMapped ? { ...page, records: await guarded(hooked, page.records) } : page
  }
}

/** The records that the hook of a stream makes of others. */
export function mapRecords(
  { connector, stream, scope, perform }: Omit<HookedStream, 'now'>,
  records: unknown[]
): Promise<object[]> {
  const { account, settings, today } = scope
  return hooks.run(
    {
      code: connector.hooks!,
      name: hooks.nameOf(stream.definition.map!),
      input: { records, account, settings, today },
      now: new Date(`${today}T00:00:00Z`),
    },
    perform
  )
}

/** A version whose hooks fail again and again is left alone for a while, by all workers. */
async function guarded(hooked: HookedStream, records: unknown[]): Promise<object[]> {
  const { connector, now } = hooked
  const { id, version } = connector.plugin
  const circuit = `hooks|${id}@${version}`
  const { failures, openMs } = await readCircuit(circuit, now())
  if (openMs > 0) {
    throw suspended(hooked, openMs)
  }
  try {
    const answer = await mapRecords(hooked, records)
    if (failures > 0) {
      await countSuccess(circuit)
    }
    return answer
  } catch (error) {
    if (error instanceof HookFailure) {
      await countFailure(circuit, now())
      throw broken(hooked, error)
    }
    throw error
  }
}

const nameOf = ({ stream, connector: { plugin } }: HookedStream) =>
  `The hook '${hooks.nameOf(stream.definition.map!)}' of ${plugin.id} ${plugin.version}`

const broken = (hooked: HookedStream, { code, message, ...error }: HookFailure) =>
  new VendorFailure({
    kind: 'permanent',
    action: 'fail',
    code,
    message: `${nameOf(hooked)} ${message}, so nothing of this page was stored. Earlier numbers stay. Update the plugin, or report this to its publisher.`,
    cause: error,
  })

const suspended = (hooked: HookedStream, openMs: number) =>
  new VendorFailure({
    kind: 'temporary',
    action: 'retry',
    code: 'E_HOOK_SUSPENDED',
    message: `${nameOf(hooked)} failed many times in a row, so it is not run for a minute. The sync retries automatically.`,
    retryAfterSeconds: Math.ceil(openMs / 1_000),
  })
