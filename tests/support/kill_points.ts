import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import type { StripeEmulator } from './stripe/emulator.js'

interface Attempt {
  /** The step at which it ends; the first one is 1. */
  at: number
  steps: number
  killedAt: string | null
}

interface Connection {
  connection: { stream: { destroy(): void } }
  /** What keeps the pool from giving the connection out again. */
  __knex__disposed?: unknown
}

const running = new AsyncLocalStorage<Attempt>()

/** Every statement that is sent in `killedAt`, and every call of the payment provider, becomes a place to end at. */
export function watchSteps() {
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown }
  const send = prototype.query
  prototype.query = function (this: Connection, ...given: unknown[]) {
    const attempt = running.getStore()
    const text = textOf(given[0])
    const isRollback = /^rollback/i.test(text)
    if (isRollback && this.__knex__disposed) {
      return answerWith(given, null)
    }
    if (attempt && !isRollback && reach(attempt, nameOf(text))) {
      this.__knex__disposed = new Error('killed')
      this.connection.stream.destroy()
      return answerWith(given, new Error(`killed at ${attempt.killedAt}`))
    }
    return send.apply(this, given)
  }
  return () => {
    prototype.query = send
  }
}

/** As `pg` answers: to a callback where there is one, else by a promise. */
function answerWith(given: unknown[], error: Error | null) {
  const callback = given.at(-1)
  if (typeof callback === 'function') {
    setImmediate(() => callback(error, { rows: [], rowCount: 0 }))
    return
  }
  return error ? Promise.reject(error) : Promise.resolve({ rows: [], rowCount: 0 })
}

/** True where it ends, and for everything after it: who is dead sends nothing any more. */
function reach(attempt: Attempt, name: string): boolean {
  if (attempt.killedAt) {
    return true
  }
  attempt.steps += 1
  attempt.killedAt = attempt.steps === attempt.at ? name : null
  return attempt.killedAt !== null
}

const textOf = (query: unknown) =>
  typeof query === 'string' ? query : ((query as { text?: string }).text ?? '')

/** The verb and the table. */
function nameOf(text: string) {
  const [verb] = text.trim().split(/\s/)
  const table = /(?:from|into|update|join)\s+"?([a-z_.]+)/i.exec(text)?.[1] ?? ''
  return `${verb.toUpperCase()} ${table}`.trim().replace(';', '')
}

/** Ends the work at its n-th step. Answers where that was; null where the work was done before it came so far. */
export async function killedAt(emulator: StripeEmulator, at: number, work: () => Promise<unknown>) {
  const attempt: Attempt = { at, steps: 0, killedAt: null }
  emulator.breaks = (name) => {
    const isBefore = reach(attempt, `before ${name}`)
    return isBefore ? 'before' : reach(attempt, `after ${name}`) ? 'after' : null
  }
  try {
    await running.run(attempt, work)
  } catch (error) {
    if (!attempt.killedAt) {
      throw error
    }
  } finally {
    emulator.breaks = () => null
  }
  return attempt.killedAt
}
