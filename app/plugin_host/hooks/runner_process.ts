import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { sep } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { FromRunner, ToRunner } from './protocol.js'
import { runnerCommands } from './runner_command.js'

/** The runner ended, or was ended, while it owed an answer: by the call that it worked on, or by another one before. */
export class RunnerLost extends Error {
  constructor(readonly why: 'hung' | 'ended' | 'other') {
    super(`The runner of hooks was lost: ${why}.`)
  }
}

/** Longer than any answer that fits the budgets; a runner that says more is not ours any more. */
const LONGEST_LINE = 64 * 1_024 * 1_024
const LOOK_EVERY_MS = 100
const GRACE_MS = 250

type Child = ChildProcessByStdio<Writable, Readable, null>
type Told = Exclude<FromRunner, { ready: true }>

interface Owed {
  resolve(told: FromRunner): void
  reject(why: RunnerLost): void
}

interface Patience {
  /** Real time. */
  patienceMs: number
  /** CPU time that the call may use; the runner itself keeps to it, as far as it can look. */
  cpuMs: number
  /** Of the process that holds the call; left out where the call begins. */
  generation?: number
}

/** One runner process: begun when it is needed, begun anew after it was lost. It works on one step at a time. */
export class RunnerProcess {
  #child: Child | undefined
  #owed: Owed | undefined
  #said = ''
  #turn: Promise<unknown> = Promise.resolve()
  /** Counts the processes, so that a call notices that its own is gone. */
  #generation = 0
  #commands: string[][] = []

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Hands a step over and answers what comes of it. Steps of several calls take turns. */
  step(message: ToRunner, patience: Patience): Promise<{ told: Told; generation: number }> {
    const mine = this.#turn.then(() => this.#exchange(message, patience))
    this.#turn = mine.catch(() => {})
    return mine
  }

  /** Forgets a call that nobody waits for any more. */
  end(session: number, generation: number) {
    if (generation === this.#generation && this.#child) {
      this.#child.stdin.write(`${JSON.stringify({ session, end: true })}\n`)
    }
  }

  stop() {
    this.#lose(this.#child, 'ended')
  }

  async #exchange(message: ToRunner, { generation, ...patience }: Patience) {
    if (generation !== undefined && (generation !== this.#generation || !this.#child)) {
      throw new RunnerLost('other')
    }
    let close = this.#watch(patience)
    try {
      const child = this.#child ?? (await this.#begin())
      close()
      close = this.#watch(patience)
      keepAlive(child, true)
      const answer = this.#answer()
      child.stdin.write(`${JSON.stringify(message)}\n`)
      const told = (await answer) as Told
      keepAlive(child, false)
      return { told, generation: this.#generation }
    } finally {
      close()
    }
  }

  /**
   * QuickJS looks at its deadline every ten thousand turns only, which are a minute where each copies a megabyte: the process is
   * looked at from outside as well.
   */
  #watch({ patienceMs, cpuMs }: Omit<Patience, 'generation'>): () => void {
    const pid = this.#child?.pid
    const most = cpuMsOf(pid) + cpuMs + GRACE_MS
    const hung = () => this.#lose(this.#child, 'hung')
    const late = setTimeout(hung, patienceMs)
    const busy = setInterval(() => cpuMsOf(pid) > most && hung(), LOOK_EVERY_MS)
    return () => {
      clearTimeout(late)
      clearInterval(busy)
    }
  }

  /** Without a network where the system can take it away, and with the rights of Node's permission model in any case. */
  async #begin(): Promise<Child> {
    this.#commands = this.#commands.length > 0 ? this.#commands : runnerCommands()
    for (const command of this.#commands) {
      const child = this.#launch(command)
      const isReady = await this.#answer().then(
        () => true,
        () => false
      )
      if (isReady) {
        return child
      }
      this.#commands = this.#commands.slice(-1)
    }
    throw new RunnerLost('ended')
  }

  #launch([program, ...args]: string[]): Child {
    const child = spawn(program, args, { env: {}, cwd: sep, stdio: ['pipe', 'pipe', 'ignore'] })
    this.#child = child
    this.#said = ''
    this.#generation += 1
    child.stdin.on('error', () => {})
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.#hear(child, text))
    child.once('error', () => this.#lose(child, 'ended'))
    child.once('exit', () => this.#lose(child, 'ended'))
    return child
  }

  /** One line for each step that is owed; a runner that says anything else is not ours any more. */
  #hear(child: Child, text: string) {
    this.#said += text
    const end = this.#said.indexOf('\n')
    const isWhole = end === this.#said.length - 1
    if (!this.#owed || this.#said.length > LONGEST_LINE || (end >= 0 && !isWhole)) {
      this.#lose(child, 'hung')
    } else if (isWhole) {
      const { resolve } = this.#owed
      const line = this.#said
      this.#owed = undefined
      this.#said = ''
      resolve(JSON.parse(line))
    }
  }

  #answer(): Promise<FromRunner> {
    return new Promise((resolve, reject) => {
      this.#owed = { resolve, reject }
    })
  }

  #lose(child: Child | undefined, why: 'hung' | 'ended') {
    child?.kill('SIGKILL')
    if (child && child === this.#child) {
      this.#child = undefined
      this.#owed?.reject(new RunnerLost(why))
      this.#owed = undefined
    }
  }
}

/** A process that waits for nothing but this is not held up by it. */
function keepAlive(child: Child, isBusy: boolean) {
  const method = isBusy ? 'ref' : 'unref'
  child[method]()
  for (const stream of [child.stdin, child.stdout]) {
    const handle = stream as { ref?(): void; unref?(): void }
    handle[method]?.()
  }
}

const TICK_MS = 10

/** CPU time of a process so far; not a number where the system does not tell, which leaves the real time. */
function cpuMsOf(pid: number | undefined): number {
  try {
    const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    const [user, system] = fields.split(' ').slice(11, 13).map(Number)
    return (user + system) * TICK_MS
  } catch {
    return Number.NaN
  }
}
