/**
 * What a view shows. The server says which of the four states holds, so that a missing number is
 * never drawn as a zero; `loading` exists in the browser only, while the answer is on its way.
 */
export type Drawn<Value> =
  | { state: 'ready'; value: Value }
  | { state: 'partial'; value: Value; missing: string[] }
  /** `isUnconnected`: another period would not help, another source would. */
  | { state: 'empty'; message: string; isUnconnected: boolean }
  | Failed

export type Failed = {
  state: 'failed'
  /** Stable code that starts with `E_`. */
  code: string
  /** What happened and what to do. */
  message: string
}
