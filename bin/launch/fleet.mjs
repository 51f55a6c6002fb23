/** The programs of a running installation: started together, watched, stopped in order. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { explain } from './failure.mjs'
import { ROOT } from './paths.mjs'

/** Web and worker drain for up to 25 s; past that they are ended. */
const PATIENCE_MS = 30_000
const NEVER = new Promise(() => {})

export class Fleet {
  #members = []
  #isStopping = false
  #failure = Promise.withResolvers()
  /** Resolves with a sentence when a member ends that nobody asked to end. */
  failed = this.#failure.promise

  /** Starts a program in a group of its own, so that Ctrl-C reaches the launcher only. */
  launch(name, args, options) {
    // A start that is given up goes on until it notices: what it starts now, nobody would stop.
    if (this.#isStopping) {
      throw explain('Quarterdeck is stopping.')
    }
    const child = start(args, options)
    this.#members.push(child)
    const ended = (how) => {
      if (!this.#isStopping) {
        this.#failure.resolve(`The ${name} process ended by itself (${how}).`)
      }
    }
    child.once('error', (error) => ended(error.message))
    child.once('exit', (code, signal) => ended(signal ?? `code ${code}`))
    return child
  }

  /** Ends everything, last started first. Once `hurried` resolves, nobody is waited for any more. */
  async stop({ patienceMs = PATIENCE_MS, hurried = NEVER } = {}) {
    this.#isStopping = true
    for (const child of this.#members.toReversed()) {
      await end(child, Promise.race([hurried, delay(patienceMs, undefined, { ref: false })]))
    }
  }
}

function start(args, { environment, output = 'inherit' }) {
  return spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...environment, QD_FLEET: '1' },
    stdio: ['pipe', output, output === 'pipe' ? 'inherit' : output],
    detached: true,
  })
}

async function end(child, impatience) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return
  }
  const exited = once(child, 'exit')
  signalGroup(child, 'SIGTERM')
  const isLate = await Promise.race([exited.then(() => false), impatience.then(() => true)])
  if (isLate) {
    signalGroup(child, 'SIGKILL')
    await exited
  }
}

/** Each member leads a group: what it started itself ends with it. */
function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error
    }
  }
}
