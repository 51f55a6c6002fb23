import type { SandboxRequest } from '#kit'
import type { RunningEmulator } from '../emulator/server.js'
import type { WireEffect } from '../emulator/wire_faults.js'

/** What was last asked and answered before a promise was broken. */
export interface Exchange {
  /** `GET api.acme.example/v1/report?from=2026-11-06`; never with what opens the source. */
  request: string
  /** Null where no answer came. */
  status: number | null
  /** The beginning of the body. */
  answer: string
}

const LONGEST_ANSWER = 400
/** Parameters that open something. */
const SECRET = /key|token|secret|password|sign|code|auth/i

/** What was asked and answered, without headers and without what opens the source. */
function exchangeOf(request: SandboxRequest, effect: WireEffect): Exchange {
  const { method, host, path, query, body } = request
  const shown = [...query].map(([name, value]) => `${name}=${SECRET.test(name) ? '…' : value}`)
  const sent = body && !SECRET.test(body) ? ` ${shortened(body)}` : ''
  return {
    request: `${method} ${host}${path}${shown.length > 0 ? `?${shown.join('&')}` : ''}${sent}`,
    ...answerOf(effect),
  }
}

function answerOf(effect: WireEffect): Omit<Exchange, 'request'> {
  if (effect.do === 'hang' || effect.do === 'reset') {
    return { status: null, answer: effect.do === 'hang' ? 'no answer' : 'the line breaks' }
  }
  const { status, body } = effect.reply
  const text =
    typeof body === 'string' || Buffer.isBuffer(body) ? String(body) : JSON.stringify(body)
  return { status, answer: shortened(SECRET_FIELD.test(text) ? 'an access token' : text) }
}

const SECRET_FIELD = /"(access_token|refresh_token|client_secret)"/

const shortened = (text: string) =>
  text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER)}…` : text

/** Writes down what an emulator is asked and answers. */
export function listen({ emulator }: RunningEmulator, trace?: (exchange: Exchange) => void) {
  const heard: SandboxRequest[] = []
  let last: (() => Exchange) | undefined
  const answer = emulator.answer.bind(emulator)
  emulator.answer = (request) => {
    heard.push(request)
    const effect = answer(request)
    last = () => exchangeOf(request, effect)
    trace?.(last())
    return effect
  }
  return { heard, lastExchange: () => last?.() }
}
