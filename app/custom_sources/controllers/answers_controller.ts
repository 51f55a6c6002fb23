import type { HttpContext } from '@adonisjs/core/http'
import { Connection } from '#connections'
import { withTenant } from '#foundation'
import { lookAtSource } from '../actions/look_at_source.js'
import { designOf } from '../design_of.js'
import type { SourceDesign } from '../design.js'
import { descriptionOf } from '../queries/description_of.js'
import { assertSecretsFit, pastedIn } from '../secrets_fit.js'
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
      source,
    } = await ctx.request.validateUsing(lookValidator)
    const design = designOf(given)
    return lookAtSource({
      ...{ design, mode, credentials },
      ...(source === undefined ? {} : await storedFor(ctx, source, { design, credentials })),
      organization: ctx.organization,
      stream: streamOf(design, stream),
      correlationId: ctx.request.id()!,
      now: new Date(),
    })
  }
}

interface Asked {
  design: SourceDesign
  credentials?: Record<string, string>
}

/** Whose stored secrets are asked with, where the person entered none. */
async function storedFor({ organization }: HttpContext, name: string, asked: Asked) {
  const credentials = pastedIn(asked.credentials)
  const { source, before } = await withTenant(organization.id, async (tenant) => {
    const found = await Connection.named(organization, name)
    return { source: found, before: await descriptionOf(tenant, found) }
  })
  assertSecretsFit(before, asked.design, credentials)
  const { mode } = source
  return { mode, credentials, connectionId: credentials ? undefined : source.id }
}
