/**
 * The process in which hooks run: QuickJS in WebAssembly, a memory of its own for each call. It is started with an empty
 * environment and without rights (`runner_process.ts`), imports nothing of the product, and knows stdin and stdout only.
 */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import releaseVariant from '@jitl/quickjs-wasmfile-release-sync'
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core'
import type { FromRunner, HookBudgets, HookCallMessage, HookFault, ToRunner } from './protocol.js'

process.env.TZ = 'UTC'
const clock = {
  now: 0,
  cpuMs() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  },
}
// QuickJS asks this process for the time: hooks are told the time that the host gave, and no other.
Date.now = () => clock.now

const wasm = readFileSync(
  fileURLToPath(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'))
)
const { Module } = Reflect.get(globalThis, 'WebAssembly') as {
  Module: new (bytes: Uint8Array) => WebAssembly.Module
}
/** The declarations of the package are those of its CommonJS half. */
const packaged = releaseVariant as unknown as QuickJSSyncVariant
/** Compiled once; each call instantiates it with a memory of its own. */
const variant = newVariant(packaged, { wasmModule: new Module(wasm) })

/** One call of a hook, from its start to its answer. */
class Session {
  #context!: QuickJSContext
  #driver!: QuickJSHandle
  #spentMs = 0
  #begunMs = 0
  #isExpired = false

  readonly call: HookCallMessage

  constructor(call: HookCallMessage) {
    this.call = call
  }

  async start(): Promise<string> {
    const quickjs = await newQuickJSWASMModuleFromVariant(variant)
    clock.now = this.call.now
    const { memoryBytes, stackBytes } = this.call.budgets
    const runtime: QuickJSRuntime = quickjs.newRuntime()
    runtime.setMemoryLimit(memoryBytes)
    runtime.setMaxStackSize(stackBytes)
    runtime.setInterruptHandler(() => this.#mustStop())
    this.#context = runtime.newContext()
    return this.#timed(() => this.#load())
  }

  resume(answer: string): string {
    clock.now = this.call.now
    return this.#timed(() => this.#invoke('resume', [this.#context.newString(answer)]))
  }

  #load(): string {
    const context = this.#context
    this.#driver = context.unwrapResult(context.evalCode(this.call.driver))
    const loaded = context.evalCode(this.call.code, 'hooks.js', { type: 'module', strict: true })
    if (loaded.error) {
      return this.#faultOf(loaded.error, 'load')
    }
    const { name, input } = this.call
    const texts = [name, input].map((text) => context.newString(text))
    return this.#invoke('start', [loaded.value, ...texts])
  }

  #invoke(method: string, given: QuickJSHandle[]): string {
    const context = this.#context
    const called = context.callFunction(
      context.getProp(this.#driver, method),
      context.undefined,
      ...given
    )
    return called.error ? this.#faultOf(called.error, 'threw') : context.getString(called.value)
  }

  /** What stopped the sandbox itself. A hook may say the same words; it then only describes itself wrongly. */
  #faultOf(handle: QuickJSHandle, otherwise: HookFault['fault']): string {
    const said = this.#isExpired ? {} : Object(this.#context.dump(handle))
    const detail = `${said.name ?? 'Error'}: ${said.message ?? ''}`
    return JSON.stringify({ fault: otherwise, detail })
  }

  #timed(work: () => string): string {
    this.#begunMs = clock.cpuMs()
    const answer = work()
    this.#spentMs += clock.cpuMs() - this.#begunMs
    return this.#isExpired || answer.length > this.call.budgets.answerBytes
      ? JSON.stringify({ fault: this.#isExpired ? 'time' : 'size', detail: '' })
      : answer
  }

  #mustStop(): boolean {
    const { cpuMs }: HookBudgets = this.call.budgets
    this.#isExpired ||= this.#spentMs + clock.cpuMs() - this.#begunMs > cpuMs
    return this.#isExpired
  }
}

const sessions = new Map<number, Session>()

async function told(message: Exclude<ToRunner, { end: true }>): Promise<string> {
  if ('start' in message) {
    const session = new Session(message.start)
    sessions.set(message.session, session)
    return session.start()
  }
  return sessions.get(message.session)!.resume(message.answer)
}

const say = (message: FromRunner) => process.stdout.write(`${JSON.stringify(message)}\n`)

async function heed(message: ToRunner) {
  const { session } = message
  if ('end' in message) {
    sessions.delete(session)
    return
  }
  // A trap of WebAssembly: the memory of this call is gone, and with it nothing else.
  const trapped = (error: unknown) => ({ fault: 'crash', detail: String(error) }) as const
  const step = await told(message).then(JSON.parse).catch(trapped)
  if (step.effect === undefined) {
    sessions.delete(session)
  }
  say({ ...step, session })
}

createInterface({ input: process.stdin, crlfDelay: Infinity })
  .on('line', (line) => void heed(JSON.parse(line) as ToRunner))
  .on('close', () => process.exit(0))
say({ ready: true })
