import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#foundation'

/** Far above any form or question; what is larger is made to be expensive. */
const MOST_VALUES = 100_000
const DEEPEST = 32

/**
 * What comes in is text of Unicode, finite numbers and of a size that can be looked at, before anything reads it: half a
 * character cannot be stored or hashed, and each validator would have to think of it by itself.
 */
export default class WellFormedInputMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const { request } = ctx
    const fault = faultIn([request.qs(), ctx.params, request.body()])
    if (fault) {
      throw unreadable(fault)
    }
    return next()
  }
}

interface Fault {
  code: string
  message: string
}

/** Looked through without recursion, so that depth is counted and not met. */
function faultIn(roots: unknown[]): Fault | undefined {
  const open = roots.map((value) => ({ value, depth: 0 }))
  for (let seen = 0; open.length > 0; seen++) {
    const { value, depth } = open.pop()!
    const fault = seen >= MOST_VALUES || depth > DEEPEST ? TOO_MUCH : faultOf(value)
    if (fault) {
      return fault
    }
    if (typeof value === 'object' && value !== null) {
      const parts = [...Object.keys(value), ...Object.values(value)]
      parts.forEach((part) => open.push({ value: part, depth: depth + 1 }))
    }
  }
  return undefined
}

const TOO_MUCH = {
  code: 'E_INPUT_TOO_LARGE',
  message: 'It holds more values, or values deeper inside each other, than anything here takes.',
}

const ENDLESS = {
  code: 'E_NUMBER_TOO_LARGE',
  message: 'A number in it is larger than can be counted with.',
}

const HALF_A_CHARACTER = {
  code: 'E_TEXT_UNREADABLE',
  message: 'A text in it holds half a character (a lone surrogate), which cannot be kept.',
}

const NUL = {
  code: 'E_TEXT_UNREADABLE',
  message: 'A text in it holds a character that cannot be kept (NUL).',
}

function faultOf(value: unknown): Fault | undefined {
  if (typeof value === 'string') {
    return textFault(value)
  }
  return typeof value === 'number' && !Number.isFinite(value) ? ENDLESS : undefined
}

function textFault(text: string): Fault | undefined {
  if (!text.isWellFormed()) {
    return HALF_A_CHARACTER
  }
  return text.includes('\0') ? NUL : undefined
}

function unreadable({ code, message }: Fault) {
  return new Refusal({
    code,
    status: 422,
    message: `${message} So nothing was changed. Correct it and send it again.`,
  })
}
