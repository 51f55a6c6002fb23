import { pluginRegistry } from '#plugin_host'
import { replayCases } from './cases/index.js'
import { canBeReplayed, withRig, type Rig } from './rig.js'
import { checkFolder } from './static_cases.js'
import { Broken, type Outcome, type ReplayCase, type Verdict } from './verdict.js'

type Registry = Awaited<ReturnType<typeof pluginRegistry>>
type LoadedPlugin = NonNullable<ReturnType<Registry['find']>>

export interface ConformanceRequest {
  pluginId: string
  level: 0 | 1
  now: Date
}

/** Holds one plugin against the contract, up to the level. The same for bundled and for other plugins. */
export async function testPlugin(request: ConformanceRequest): Promise<Verdict[]> {
  const registry = await pluginRegistry()
  const plugin = registry.find(request.pluginId)!
  const verdicts = await staticVerdicts(plugin)
  const isSound = plugin.state === 'available'
  return request.level === 0 || !isSound
    ? verdicts
    : [...verdicts, ...(await replay(plugin, request))]
}

async function staticVerdicts({ id, state, reason, manifest }: LoadedPlugin): Promise<Verdict[]> {
  const shape: Outcome =
    state === 'available' ? { status: 'passed' } : { status: 'failed', reason: reason ?? state }
  const folder = manifest ? await checkFolder(manifest) : []
  return [{ title: 'the manifest is sound', ...shape }, ...folder].map((each) => ({
    plugin: id,
    level: 0,
    ...each,
  }))
}

async function replay({ id, manifest }: LoadedPlugin, { now }: ConformanceRequest) {
  const calls = Object.values(manifest!.connectors ?? {}).some(({ kind }) => kind !== 'file')
  if (!calls) {
    const reason = 'it makes no calls; faulty files are covered by tests/functional/imports'
    return [{ ...replayed(id), status: 'skipped' as const, reason }]
  }
  if (!(await canBeReplayed(id))) {
    return [{ ...replayed(id), status: 'failed' as const, reason: NO_EMULATOR }]
  }
  return withRig({ pluginId: id, now }, async (rig) => {
    const verdicts: Verdict[] = []
    for (const each of replayCases) {
      verdicts.push({ plugin: id, level: 1, title: each.title, ...(await tryCase(each, rig)) })
    }
    return verdicts
  })
}

const replayed = (plugin: string) => ({ plugin, level: 1 as const, title: 'replay' })

const NO_EMULATOR =
  'no sandbox/emulator.ts that can be loaded speaks for this id and names a connection to try, which level 1 replays'

/** A broken promise is a verdict; so is anything else that is thrown, because nothing may be. */
export async function tryCase(each: ReplayCase, rig: Rig): Promise<Outcome> {
  try {
    const reason = each.skip?.(rig)
    if (reason) {
      return { status: 'skipped', reason }
    }
    await each.run(rig)
    return { status: 'passed' }
  } catch (error) {
    const isPromise = error instanceof Broken
    const reason = isPromise ? error.message : `it throws ${(error as Error).stack ?? error}`
    return { status: 'failed', reason }
  } finally {
    rig.emulator.reset()
  }
}
