import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import { networkOf } from '#shared/network'
import { ReceiveDelivery } from '../actions/receive_delivery.js'
import { addressOf } from '../address.js'
import type { Arrival } from '../intake/arrived.js'
import { readBody } from '../intake/read_body.js'
import { packed } from '../intake/sentences.js'

/** Deliveries of vendors. Answered as soon as the delivery is stored; a job does the rest. */
export default class HooksController {
  /** Some vendors ask with a GET whether we are there. */
  async show(ctx: HttpContext) {
    return this.#receive(ctx, { isQuestion: true })
  }

  async store(ctx: HttpContext) {
    return this.#receive(ctx, { isQuestion: false })
  }

  async #receive({ request, params, response }: HttpContext, { isQuestion }: Asked) {
    const encoding = request.header('content-encoding') ?? 'identity'
    if (encoding !== 'identity') {
      throw packed()
    }
    const answer = await new ReceiveDelivery()
      .execute({
        token: params.token,
        arrival: arrivalOf(request, params.token),
        readBody: () => readBody(request.request),
        network: networkOf(request.ip()),
        isQuestion,
        now: new Date(),
      })
      .catch((error: unknown) => {
        throw withRetryAfter(response, error)
      })
    return 'text' in answer
      ? response.header('content-type', 'text/plain; charset=utf-8').send(answer.text)
      : response.json(answer.reply)
  }
}

interface Asked {
  isQuestion: boolean
}

function withRetryAfter(response: HttpContext['response'], error: unknown): unknown {
  if (error instanceof Refusal && error.detail.retryAfterSeconds) {
    response.header('Retry-After', String(error.detail.retryAfterSeconds))
  }
  return error
}

function arrivalOf(request: HttpContext['request'], token: string): Arrival {
  const headers = Object.fromEntries(
    Object.entries(request.headers()).map(([name, value]) => [name, [value].flat().join(', ')])
  )
  return { headers, query: request.qs(), url: addressOf(token), ip: request.ip() }
}
