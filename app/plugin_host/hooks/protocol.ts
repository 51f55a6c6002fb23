/** What the host and the runner of hooks tell each other: one JSON object a line. */

export interface HookBudgets {
  /** CPU time of one call, all its steps together. */
  cpuMs: number
  memoryBytes: number
  stackBytes: number
  /** Of what a hook answers, and of each effect. */
  answerBytes: number
}

/** What a hook is called with. */
export interface HookCallMessage {
  /** Evaluated first: what stands between the sandbox and the plugin's code. */
  driver: string
  code: string
  name: string
  /** JSON. */
  input: string
  /** Milliseconds since 1970: the only time there is in a hook. */
  now: number
  budgets: HookBudgets
}

export type ToRunner =
  | { session: number; start: HookCallMessage }
  /** The answer to an effect, as JSON. */
  | { session: number; answer: string }
  | { session: number; end: true }

export type FaultKind =
  'load' | 'name' | 'threw' | 'answer' | 'time' | 'memory' | 'stack' | 'size' | 'crash'

export interface HookFault {
  fault: FaultKind
  /** What the hook itself said; empty where there is nothing to say. */
  detail: string
}

export type FromRunner =
  | { ready: true }
  | { session: number; effect: string }
  | { session: number; done: string }
  | ({ session: number } & HookFault)
