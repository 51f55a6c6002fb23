import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ChildProcess } from 'node:child_process'
import { launch } from './launcher.js'
import { until } from './worker_processes.js'

/** An installation that really runs: started by its launcher, in a data folder of its own. */
export class RunningLauncher {
  output = ''
  readonly #child: ChildProcess

  constructor(
    readonly directory: string,
    environment: Record<string, string> = {}
  ) {
    this.#child = launch({ PORT: '0', DATA_DIR: directory, ...environment })
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.on('data', (chunk) => (this.output += chunk))
    }
  }

  /** Waits until it serves and answers its address. */
  async address(): Promise<string> {
    const serves = async () => this.hasEnded || this.#note()?.pid === this.#child.pid
    await until(serves, 'the installation serves', 240)
    if (this.hasEnded) {
      throw new Error(`The launcher ended:\n${this.output}`)
    }
    return this.#note()!.environment.APP_URL
  }

  #note(): { pid: number; environment: { APP_URL: string } } | undefined {
    const file = join(this.directory, 'running.json')
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  }

  get hasEnded() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  signal(name: NodeJS.Signals) {
    return this.#child.kill(name)
  }

  /** Waits until the launcher is gone and answers its exit code. */
  async ended(): Promise<number | null> {
    if (!this.hasEnded) {
      await once(this.#child, 'exit')
    }
    return this.#child.exitCode
  }

  /** Waits until the launcher has said it. */
  says(sentence: string, seconds?: number) {
    const isSaid = async () => this.output.includes(sentence)
    return until(isSaid, `the launcher says '${sentence}'`, seconds)
  }

  /** The numbers of the programs that it started and that have a name, as the system (Linux) knows them. */
  members(): Record<string, number> {
    const children = readdirSync('/proc').filter((pid) => standing(pid)?.parent === this.#child.pid)
    const named = children.map((pid) => [nameOf(pid), Number(pid)] as const)
    return Object.fromEntries(named.filter(([name]) => name !== ''))
  }

  /** A power cut: whatever works in the data folder is gone at once, commands and server processes too. */
  async cutPower() {
    this.signal('SIGKILL')
    for (let pids = workingIn(this.directory); pids.length > 0; pids = workingIn(this.directory)) {
      pids.forEach((pid) => isRunning(pid) && process.kill(pid, 'SIGKILL'))
      await delay(50)
    }
  }

  /** For a test that failed: nothing of it must go on. */
  async kill() {
    if (!this.hasEnded) {
      const members = Object.values(this.members())
      this.signal('SIGKILL')
      members.forEach((pid) => isRunning(pid) && process.kill(pid, 'SIGKILL'))
    }
  }
}

/** Programs that were told of the folder, or work on the database in it. */
function workingIn(directory: string): number[] {
  const pids = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid
  )
  return pids.filter((pid) => hasFolder(pid, directory)).map(Number)
}

function hasFolder(pid: string, directory: string) {
  try {
    const told = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
    const place = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return (
      isRunning(Number(pid)) &&
      (told.includes(`DATA_DIR=${directory}`) || place.includes(`${directory}/`))
    )
  } catch {
    return false
  }
}

/** What a program was told when it was started. */
export function environmentOf(pid: number | string): Record<string, string> {
  const pairs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean)
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)))
}

export function isRunning(pid: number): boolean {
  const state = standing(pid)?.state ?? 'Z'
  return state !== 'Z'
}

/** A command that the launcher waits for has no name. */
function nameOf(pid: string): string {
  try {
    const [program] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return program.endsWith('/postgres') ? 'database' : (environmentOf(pid).QD_PROCESS ?? '')
  } catch {
    return ''
  }
}

function standing(pid: number | string): { state: string; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state, parent: Number(parent) }
  } catch {
    return undefined
  }
}
