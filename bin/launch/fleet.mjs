/** The processes of a running installation: started together, watched, stopped in order. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { explain } from './failure.mjs'
import { ROOT } from './paths.mjs'

/** Web and worker drain for up to 25 s; past that they are ended. */
const PATIENCE_MS = 30_000

export class Fleet {
  #members = []
  #stopping = false
  #failure = Promise.withResolvers()
  /** Resolves with a sentence when a process ends that nobody asked to end. */
  failed = this.#failure.promise

  /** Starts a process in a group of its own, so that Ctrl-C reaches the launcher only. */
  launch(name, args, { environment, output = 'inherit' }) {
    const stdio = ['pipe', output, output === 'pipe' ? 'inherit' : output]
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...environment, QD_FLEET: '1' },
      stdio,
      detached: true,
    })
    this.#members.push({ name, child })
    child.once('exit', (code, signal) => {
      if (!this.#stopping) {
        this.#failure.resolve(`The ${name} process ended by itself (${signal ?? `code ${code}`}).`)
      }
    })
    return child
  }

  /** Ends everything, last started first. */
  async stop(patienceMs = PATIENCE_MS) {
    this.#stopping = true
    for (const { child } of this.#members.reverse()) {
      await end(child, patienceMs)
    }
  }
}

/** Each member leads a process group: what it started itself ends with it. */
async function end(child, patienceMs) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return
  }
  const exited = once(child, 'exit')
  process.kill(-child.pid, 'SIGTERM')
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), patienceMs)
  await exited
  clearTimeout(timer)
}

/** Resolves when a person or the system asks this process to stop. */
export function stopSignal() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => resolve('asked'))
    }
  })
}

/** Answers the first line that a process prints; what it prints later is read and dropped. */
export function firstLine(child, name) {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += text.includes('\n') ? '' : chunk
      if (text.includes('\n')) {
        resolve(text.split('\n')[0])
      }
    })
    child.once('exit', () => reject(explain(`The ${name} process did not start.`)))
  })
}

/** Waits until the address answers 200. */
export async function untilReady(url, { failed, seconds = 60 }) {
  const deadline = Date.now() + seconds * 1000
  let broken
  failed.then((sentence) => (broken = sentence))
  while (Date.now() < deadline && !broken) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw explain(broken ?? `Quarterdeck did not become ready within ${seconds} seconds.`)
}
