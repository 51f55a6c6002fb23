import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import { VendorFailure } from '#reading'
import { createSource } from '../actions/create_source.js'
import { designOf } from '../design_of.js'
import { targets } from '../queries/targets.js'
import { creationValidator } from '../validators/design.js'

/** Sources that people describe themselves. */
export default class CustomSourcesController {
  async create(ctx: HttpContext) {
    return ctx.inertia.render('custom_sources/edit', {
      kind: ctx.request.input('kind') === 'graphql' ? ('graphql' as const) : ('rest' as const),
      metrics: await targets(currentTenant()),
      currency: ctx.organization.currency,
    })
  }

  async store(ctx: HttpContext) {
    const { design, mode, credentials } = await ctx.request.validateUsing(creationValidator)
    const outcome = await asked(() =>
      createSource({
        ...{ mode, credentials, design: designOf(design), organization: ctx.organization },
        actor: actorOf(ctx),
        correlationId: ctx.request.id()!,
        now: new Date(),
      })
    )
    const { slug } = outcome.connection
    return ctx.response.redirect(`/o/${ctx.organization.slug}/sources/${slug}`)
  }
}

/** A vendor that does not agree is an answer to the form, not a fault of ours. */
async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof VendorFailure) {
      throw new Refusal({ code: error.code, status: 422, message: error.message })
    }
    throw error
  }
}
