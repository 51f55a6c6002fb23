import { pluginRegistry, traitsOf } from '#plugin_host'
import { ledgerCases, replayCases } from './cases/index.js'
import { canBeReplayed, sampleOfPlugin, withRig, type Rig, type RigRequest } from './rig.js'
import { checkFolder } from './static_cases.js'
import { connectorOf } from '#reading'
import {
  Broken,
  NotApplicable,
  type Level,
  type Outcome,
  type ReplayCase,
  type Verdict,
} from './verdict.js'

type Registry = Awaited<ReturnType<typeof pluginRegistry>>
type LoadedPlugin = NonNullable<ReturnType<Registry['find']>>

export interface ConformanceRequest extends RigRequest {
  level: Level
  /** Only cases whose title holds this text. */
  only?: string
}

/** Holds one plugin against the contract, up to the level. The same for bundled and for other plugins. */
export async function testPlugin(request: ConformanceRequest): Promise<Verdict[]> {
  const registry = await pluginRegistry()
  const plugin = registry.find(request.pluginId)!
  const verdicts = await staticVerdicts(plugin, request.root)
  const isSound = plugin.state === 'available'
  return request.level === 0 || !isSound
    ? verdicts
    : [...verdicts, ...(await replay(plugin, request))]
}

async function staticVerdicts(
  { id, state, reason, manifest }: LoadedPlugin,
  root?: string
): Promise<Verdict[]> {
  const shape: Outcome =
    state === 'available' ? { status: 'passed' } : { status: 'failed', reason: reason ?? state }
  const folder = manifest ? await checkFolder(manifest, root) : []
  return [{ title: 'the manifest is sound', ...shape }, ...folder].map((each) => ({
    plugin: id,
    level: 0,
    ...each,
  }))
}

async function replay({ id, manifest }: LoadedPlugin, request: ConformanceRequest) {
  const kinds = Object.values(manifest!.connectors ?? {}).map((each) => traitsOf(each))
  const reason =
    kinds.length === 0
      ? 'it brings no source'
      : kinds.map(whyNotReplayed).find((why) => why !== undefined)
  if (reason) {
    return [{ ...replayed(id), status: 'skipped' as const, reason }]
  }
  if (!(await canBeReplayed(id, request.root))) {
    return [{ ...replayed(id), status: 'failed' as const, reason: NO_EMULATOR }]
  }
  const cases = casesUpTo(request)
  return withRig(request, async (rig) => {
    const verdicts: Verdict[] = []
    for (const { level, each } of cases) {
      const outcome = await tryCase(each, rig)
      verdicts.push({ plugin: id, level, title: each.title, ...outcome })
    }
    return verdicts
  })
}

function casesUpTo({ level, only = '' }: ConformanceRequest) {
  const all = [
    ...replayCases.map((each) => ({ level: 1 as const, each })),
    ...(level === 2 ? ledgerCases.map((each) => ({ level: 2 as const, each })) : []),
  ]
  return all.filter(({ each }) => each.title.toLowerCase().includes(only.toLowerCase()))
}

/** The cases of level 1 that do not apply to a plugin, with the reason; found without calling anything. */
export async function skippedCases(pluginId: string): Promise<{ title: string; reason: string }[]> {
  const vendor = await sampleOfPlugin(pluginId)
  if (!vendor) {
    return []
  }
  const { sample, paging, oauth, events = [], signsWebhooks = false } = vendor
  const registry = await pluginRegistry()
  const isCalled = registry.kindOf(pluginId, sample.connector) === 'api'
  const connector = isCalled ? await connectorOf(pluginId, sample.connector) : undefined
  const manifest = registry.manifestOf(pluginId)
  const rig = { manifest, connector, isCalled, events, signsWebhooks, sample, paging, oauth } as Rig
  return replayCases.flatMap(({ title, skip }) => {
    const reason = skip?.(rig)
    return reason ? [{ title, reason }] : []
  })
}

/** Why level 1, which replays a vendor over HTTP, says nothing about a connector. */
function whyNotReplayed({ arrival, areStreamsChosen }: ReturnType<typeof traitsOf>) {
  if (arrival === 'uploaded') {
    return 'it makes no calls; faulty files are covered by tests/functional/imports'
  }
  return areStreamsChosen
    ? 'its servers speak a protocol of their own; they are covered by tests/functional/databases'
    : undefined
}

const replayed = (plugin: string) => ({ plugin, level: 1 as const, title: 'replay' })

const NO_EMULATOR =
  'no sandbox/emulator.ts that can be loaded speaks for this id and names a connection to try, which level 1 replays'

/** A broken promise is a verdict; so is anything else that is thrown, because nothing may be. */
export async function tryCase(
  each: ReplayCase,
  rig: Rig
): Promise<Outcome & Pick<Verdict, 'exchange'>> {
  try {
    const reason = each.skip?.(rig)
    if (reason) {
      return { status: 'skipped', reason }
    }
    await each.run(rig)
    return { status: 'passed' }
  } catch (error) {
    if (error instanceof NotApplicable) {
      return { status: 'skipped', reason: error.message }
    }
    const isPromise = error instanceof Broken
    const reason = isPromise ? error.message : `it throws ${(error as Error).stack ?? error}`
    return { status: 'failed', reason, exchange: rig.lastExchange() }
  } finally {
    rig.emulator.reset()
  }
}
