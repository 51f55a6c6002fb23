import { inspect } from 'node:util'
import logger from '@adonisjs/core/services/logger'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/**
 * Writes down what is handed to the logger, before its redaction: what is never handed over cannot leak from any
 * setting of it. Works where logging is switched off.
 */
export function recordLog() {
  const lines: string[] = []
  const target = logger as unknown as Record<string, (...values: unknown[]) => unknown>
  const write = (values: unknown[]) => void lines.push(values.map((each) => show(each)).join(' '))
  const names = [...LEVELS, 'child']
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const)
  const recorder = Object.fromEntries(
    LEVELS.map((level) => [level, (...values: unknown[]) => write([level, ...values])])
  )
  Object.assign(target, recorder, {
    child: (bindings: unknown) => {
      write([bindings])
      return recorder
    },
  })
  const stop = () => {
    for (const [name, descriptor] of before) {
      delete target[name]
      if (descriptor) {
        Object.defineProperty(target, name, descriptor)
      }
    }
  }
  return { lines, stop }
}

/** Errors with their causes and everything that hangs on them. */
const show = (value: unknown) =>
  typeof value === 'string' ? value : inspect(value, { depth: 8, maxStringLength: null })
