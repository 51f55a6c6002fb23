/** One process of the test runner, and what it tells while it runs. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { ROOT } from '../paths.mjs'

const PROGRAM = ['--import=@poppinss/ts-exec', '--enable-source-maps', 'bin/test.ts']
/** Where the runner writes its events (tests/support/runner_events.ts). */
const EVENTS = 3

const running = new Set()
let areEnded = false

export const haveEnded = () => areEnded

/**
 * Runs the specs and answers `{ passed, failed, skipped, durations, output }`. Where it `isAlone` on the terminal, everything is
 * shown at once; else only `onSpec` hears of what is done, and the rest is kept for the end.
 */
export async function runShard({ suite, args, environment, isAlone, onSpec }) {
  const told = { specs: [], end: undefined }
  const child = spawn(process.execPath, [...PROGRAM, suite, ...args], {
    cwd: ROOT,
    env: {
      ...environment,
      QD_TEST_EVENTS: String(EVENTS),
      QD_TEST_OUTPUT: isAlone ? 'all' : 'end',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own, so that whatever its tests have started ends with it.
    detached: true,
  })
  running.add(child)
  const output = collect(child, isAlone)
  createInterface({ input: child.stdio[EVENTS] }).on('line', (line) => {
    const event = JSON.parse(line)
    if (event.kind === 'end') {
      told.end = event
    } else {
      told.specs.push(event)
      onSpec(event)
    }
  })
  if (areEnded) {
    child.kill('SIGTERM')
  }
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (ended) => resolve(ended ?? 1))
  })
  running.delete(child)
  signalGroup(child, 'SIGKILL')
  return { ...countResults(told, code), durations: durationsOf(told), output: output() }
}

function collect(child, isAlone) {
  const chunks = []
  for (const [stream, target] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    stream.on('data', (chunk) => (isAlone ? target.write(chunk) : chunks.push(chunk)))
  }
  return () => Buffer.concat(chunks).toString()
}

/** What the runner counted. One that did not come to its end counts as one failed test more than it had told. */
export function countResults({ specs, end }, code) {
  const sum = (key) => specs.reduce((total, spec) => total + spec[key], 0)
  const counted = end ?? {
    passed: sum('passed'),
    failed: sum('failed') + 1,
    skipped: sum('skipped'),
  }
  const crashed = end && code !== 0 && end.failed === 0 ? 1 : 0
  return { passed: counted.passed, failed: counted.failed + crashed, skipped: counted.skipped }
}

/** Only of what came to its end: a spec that was cut off says nothing of how long it takes. */
function durationsOf({ specs, end }) {
  return end ? Object.fromEntries(specs.map(({ spec, milliseconds }) => [spec, milliseconds])) : {}
}

/** Ends every shard: politely, so that browsers and databases of the tests are closed, or at once. */
export function endShards(signal) {
  areEnded = true
  running.forEach((child) =>
    signal === 'SIGKILL' ? signalGroup(child, signal) : child.kill(signal)
  )
}

function signalGroup({ pid }, signal) {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error
    }
  }
}
