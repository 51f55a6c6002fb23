import { hookName } from '../manifest/hook_problems.js'
import { withHooks } from './with_hooks.js'
import { DRIVER } from './driver.js'
import type { HookBudgets, HookFault } from './protocol.js'
import { RunnerLost, RunnerProcess } from './runner_process.js'

export interface HookLimits extends HookBudgets {
  /** Calls that one hook may ask for. */
  effects: number
  /** After so long without an answer the runner itself is taken for broken. */
  patienceMs: number
}

const MB = 1_024 * 1_024

/** What one call of a hook may use, the same for every plugin. */
export const HOOK_LIMITS: HookLimits = {
  cpuMs: 2_000,
  memoryBytes: 32 * MB,
  stackBytes: 256 * 1_024,
  answerBytes: 8 * MB,
  effects: 50,
  patienceMs: 30_000,
}

export interface HookRun {
  /** The text of `hooks.js`. */
  code: string
  name: string
  input: unknown
  /** The only time that the hook sees. */
  now: Date
  limits?: Partial<HookLimits>
}

/** Answers what a hook yielded. Throws where it may not have it: the hook ends there. */
export type PerformEffect = (effect: unknown) => Promise<unknown>

/** A hook that did not answer. The message completes the sentence "The hook …". */
export class HookFailure extends Error {
  /** `E_HOOK_…` */
  readonly code: string

  constructor({ fault, detail }: Fault, limits: HookLimits = HOOK_LIMITS) {
    super(saying(limits)[fault](detail.slice(0, MOST_DETAIL)))
    this.code = `E_HOOK_${fault.toUpperCase()}`
  }
}

interface Fault {
  fault: HookFault['fault'] | 'effects' | 'effect'
  detail: string
}

const MOST_DETAIL = 200

const saying = (limits: HookLimits): Record<Fault['fault'], (detail: string) => string> => ({
  load: (detail) => `cannot be loaded (${detail})`,
  name: () => 'is not a function that hooks.js exports',
  threw: (detail) => `threw an error (${detail})`,
  answer: (detail) => `answered ${detail}, and not a list of records`,
  time: () => `used more than ${limits.cpuMs / 1_000} s of computing time`,
  memory: () => `needed more than ${limits.memoryBytes / MB} MB of memory`,
  stack: () => 'called itself too deeply',
  size: () => `answered more than ${limits.answerBytes / MB} MB`,
  effects: () => `asked for more than ${limits.effects} calls`,
  effect: (detail) => `asked for ${detail}`,
  crash: (detail) => `ended the process it ran in (${detail || 'without a word'})`,
})

const runner = new RunnerProcess()
let sessions = 0

/** A call begins again after another one took its runner away, and once after the runner ended for no known reason. */
const MOST_BEGINNINGS = { other: 4, ended: 2, hung: 1 }

/**
 * Runs a hook in the runner process of this process and answers its records. A generator's effects are performed here, one by
 * one. Throws a `HookFailure` where the hook is at fault, and what `perform` throws.
 */
export async function runHook(run: HookRun, perform: PerformEffect): Promise<object[]> {
  const limits = { ...HOOK_LIMITS, ...run.limits }
  for (let beginning = 1; ; beginning++) {
    try {
      return await runOnce(run, limits, perform)
    } catch (error) {
      if (!(error instanceof RunnerLost)) {
        throw error
      }
      if (beginning >= MOST_BEGINNINGS[error.why]) {
        const fault = error.why === 'hung' ? 'time' : 'crash'
        throw new HookFailure({ fault, detail: '' }, limits)
      }
    }
  }
}

/** Ends the runner; the next hook begins a new one. */
export const stopHookRunner = () => runner.stop()
export const hookRunnerPid = () => runner.pid

async function runOnce(run: HookRun, limits: HookLimits, perform: PerformEffect) {
  const session = ++sessions
  const { code, name, now } = run
  const call = { driver: DRIVER, code, name, input: JSON.stringify(run.input), now: now.getTime() }
  const patience = { patienceMs: limits.patienceMs, cpuMs: limits.cpuMs }
  const begun = await runner.step({ session, start: { ...call, budgets: limits } }, patience)
  const { generation } = begun
  let { told } = begun
  try {
    for (let effects = 1; 'effect' in told; effects++) {
      if (effects > limits.effects) {
        throw new HookFailure({ fault: 'effects', detail: '' }, limits)
      }
      const answer = JSON.stringify((await perform(JSON.parse(told.effect))) ?? null)
      ;({ told } = await runner.step({ session, answer }, { ...patience, generation }))
    }
  } catch (error) {
    runner.end(session, generation)
    throw error
  }
  if ('done' in told) {
    return recordsIn(told.done, limits)
  }
  throw new HookFailure(sorted(told), limits)
}

function recordsIn(done: string, limits: HookLimits): object[] {
  const answer: unknown = JSON.parse(done)
  if (!Array.isArray(answer)) {
    const detail = answer === null ? 'null' : `one ${typeof answer}`
    throw new HookFailure({ fault: 'answer', detail }, limits)
  }
  const other = answer.find(
    (each) => typeof each !== 'object' || each === null || Array.isArray(each)
  )
  if (other !== undefined) {
    throw new HookFailure({ fault: 'answer', detail: 'a list with something else in it' }, limits)
  }
  return answer
}

/** QuickJS tells of its limits in errors, which a hook may also catch and wrap. */
function sorted({ fault, detail }: HookFault): HookFault {
  if (fault === 'crash' || fault === 'threw' || fault === 'answer') {
    if (/out of memory|^null: null$/.test(detail)) {
      return { fault: 'memory', detail }
    }
    if (/call stack size exceeded|stack overflow/.test(detail)) {
      return { fault: 'stack', detail }
    }
  }
  return { fault, detail }
}

/** What others do with hooks: run one, read its name in a manifest, and lay `hooks.js` of a folder into its manifest. */
export const hooks = { run: runHook, nameOf: hookName, laidIn: withHooks }
