import { connectorOf, mapRecords, type CompiledConnector, type CompiledStream } from '#reading'
import { HookFailure, pluginRegistry } from '#plugin_host'
import type { FactRecord, RejectedRecord } from '#shared/records'
import { pagesIn } from '../recording/cassette.js'
import { filledHoles } from '../text/filled_holes.js'

export interface RecordingRequest {
  pluginId: string
  stream: string
  /** The body of an answer as the vendor sent it, or a recording of several. */
  bytes: Buffer
  today: string
  account?: Partial<MappedAccount>
  settings?: Record<string, unknown>
}

interface MappedAccount {
  id: string
  name: string
  currency: string | null
  timeZone: string | null
}

/** What a recorded page becomes: records of the vendor, and what is stored of them. */
export interface MappedRecording {
  records: unknown[]
  metrics: string[]
  facts: FactRecord[]
  entities: number
  events: number
  rejected: RejectedRecord[]
  skipped: number
}

/** Maps a recorded answer as a sync would, without calling anybody. Answers a sentence where it cannot be read. */
export async function mapRecording(request: RecordingRequest): Promise<MappedRecording | string> {
  const found = await findStream(request)
  if (typeof found === 'string') {
    return found
  }
  const { connector, stream } = found
  const settings = request.settings ?? {}
  const list = connector.calls.lists.get(stream.name)!
  const records = await recordsIn(list, withoutHoles(request.bytes), settings)
  if (!records) {
    const { records: place } = stream.definition
    return `The page holds no records at '${place}', where stream ${stream.name} looks for them. Fix \`records\` of the stream, or record another page.`
  }
  const scope = { account: { ...ACCOUNT, ...request.account }, settings, today: request.today }
  try {
    return mapAll(stream, await hooked(connector, { stream, scope, records }), scope)
  } catch (error) {
    if (error instanceof HookFailure) {
      return `The hook of stream ${stream.name} ${error.message}.`
    }
    throw error
  }
}

/** The page of a wire may be tried before any answer was recorded. */
const withoutHoles = (bytes: Buffer) =>
  bytes.includes('{{') ? Buffer.from(filledHoles(bytes.toString('utf8'))) : bytes

type List = NonNullable<ReturnType<CompiledConnector['calls']['lists']['get']>>

/** Undefined where one of the pages holds no list. */
async function recordsIn(list: List, bytes: Buffer, settings: Record<string, unknown>) {
  const pages = await Promise.all(
    pagesIn(bytes).map(async (page) => {
      const { body } = await list.decode(page)
      const answer = { status: 200, headers: {}, body }
      return body === undefined ? undefined : list.records(answer, settings)
    })
  )
  return pages.includes(undefined) ? undefined : pages.flatMap((page) => page!)
}

interface Recorded {
  stream: CompiledStream
  scope: MappingScope
  records: unknown[]
}

type MappingScope = Parameters<CompiledStream['openPage']>[0]

/** A recording has no vendor to call: a hook that yields a call is told so. */
async function hooked(connector: CompiledConnector, { stream, scope, records }: Recorded) {
  const detail = 'a call, and a recorded page has no vendor behind it'
  const perform = () => Promise.reject(new HookFailure({ fault: 'effect', detail }))
  return stream.definition.map
    ? mapRecords({ connector, stream, scope, perform }, records)
    : records
}

async function findStream({ pluginId, stream }: RecordingRequest) {
  const registry = await pluginRegistry()
  const why = registry.whyUnusable(pluginId)
  if (why) {
    return why
  }
  const entries = registry.connectors().filter((each) => each.pluginId === pluginId)
  const names: string[] = []
  for (const { name, definition } of entries.filter((each) => each.definition.kind === 'api')) {
    const connector: CompiledConnector = await connectorOf(pluginId, name)
    const found = connector.streams.get(stream)
    if (found && definition) {
      return { connector, stream: found }
    }
    names.push(...connector.streams.keys())
  }
  return `${pluginId} has no stream '${stream}'. Streams: ${names.join(', ') || 'none'}.`
}

const ACCOUNT = {
  id: 'account-1',
  name: 'Account',
  currency: 'EUR',
  timeZone: 'UTC',
  attributes: {},
}

function mapAll(stream: CompiledStream, records: unknown[], scope: MappingScope): MappedRecording {
  const map = stream.openPage(scope)
  const mapped = stream.expand(records).map((record, index) => map(record, index + 1))
  const rejected = mapped.flatMap((each) => (each && 'reason' in each ? [each] : []))
  const kept = mapped.flatMap((each) => (each && 'facts' in each ? [each] : []))
  return {
    records,
    metrics: stream.slots.map(({ metric }) => metric),
    facts: kept.flatMap(({ facts }) => facts),
    entities: kept.reduce((sum, { entities }) => sum + entities.length, 0),
    events: kept.reduce((sum, { events }) => sum + events.length, 0),
    rejected,
    skipped: mapped.filter((each) => each === null).length,
  }
}
