/** The programs of a running installation: started together, watched, stopped in order. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { explain } from './failure.mjs'
import { ROOT } from './paths.mjs'
import { Restarts } from './restarts.mjs'

/** Web and worker drain for up to 25 s; past that they are ended. */
const PATIENCE_MS = 30_000
const NEVER = new Promise(() => {})

export class Fleet {
  #members = []
  #isStopping = false
  #isKept = false
  #failure = Promise.withResolvers()
  #settings
  /** Resolves with a sentence when a member ends that nobody asked to end, and that is not started again. */
  failed = this.#failure.promise

  /** `say` hears of every restart; `delaysMs` are the waits before them. */
  constructor({ say = () => {}, delaysMs } = {}) {
    this.#settings = { say, delaysMs }
  }

  /** Starts a program in a group of its own, so that Ctrl-C reaches the launcher only. */
  launch(name, args, options) {
    const restarts = new Restarts(this.#settings.delaysMs)
    const member = { name, args, options, restarts }
    const child = this.#start(member)
    this.#members.push(member)
    return child
  }

  /**
   * From here on a member that ends by itself is started again. Before, its end is the end of the start:
   * what cannot come up at all is not tried for long.
   */
  keep() {
    this.#isKept = true
  }

  /** Ends everything, last started first. Once `hurried` resolves, nobody is waited for any more. */
  async stop({ patienceMs = PATIENCE_MS, hurried = NEVER } = {}) {
    this.#isStopping = true
    this.#members.forEach(({ timer }) => clearTimeout(timer))
    for (const { child } of this.#members.toReversed()) {
      await end(child, Promise.race([hurried, delay(patienceMs, undefined, { ref: false })]))
    }
  }

  #start(member) {
    // A start that is given up goes on until it notices: what it starts now, nobody would stop.
    if (this.#isStopping) {
      throw explain('Quarterdeck is stopping.')
    }
    const since = performance.now()
    const child = spawnMember(member)
    const ended = (how) => this.#ended(member, { how, livedMs: performance.now() - since })
    child.once('error', (error) => ended(error.message))
    child.once('exit', (code, signal) => ended(signal ?? `code ${code}`))
    member.child = child
    return child
  }

  #ended(member, { how, livedMs }) {
    if (this.#isStopping) {
      return
    }
    const { name, child, restarts } = member
    signalGroup(child, 'SIGKILL')
    const delayMs = this.#isKept ? restarts.delayAfter(livedMs) : undefined
    if (delayMs === undefined) {
      const often = this.#isKept ? ', repeatedly soon after its start' : ''
      this.#failure.resolve(`The ${name} process stopped unexpectedly (${how})${often}.`)
      return
    }
    this.#settings.say(`The ${name} process stopped unexpectedly (${how}) and is restarted.`)
    member.timer = setTimeout(() => this.#start(member), delayMs)
  }
}

function spawnMember({ args, options: { environment, output = 'inherit' } }) {
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
  if (child.pid === undefined) {
    return
  }
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error
    }
  }
}
