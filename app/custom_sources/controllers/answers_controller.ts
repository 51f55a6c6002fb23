import type { HttpContext } from '@adonisjs/core/http'
import { lookAtSource } from '../actions/look_at_source.js'
import { designOf } from '../design_of.js'
import { lookValidator } from '../validators/design.js'
import { streamOf } from './stream_of.js'

/** What an address answers: one test call. */
export default class AnswersController {
  async store(ctx: HttpContext) {
    const {
      design: given,
      stream,
      mode,
      credentials,
    } = await ctx.request.validateUsing(lookValidator)
    const design = designOf(given)
    return lookAtSource({
      ...{ design, mode, credentials },
      organization: ctx.organization,
      stream: streamOf(design, stream),
      correlationId: ctx.request.id()!,
      now: new Date(),
    })
  }
}
