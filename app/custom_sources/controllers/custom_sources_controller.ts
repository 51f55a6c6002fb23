import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { Connection } from '#connections'
import { currentTenant, Refusal, withTenant } from '#foundation'
import { VendorFailure } from '#reading'
import { changeSource } from '../actions/change_source.js'
import { createSource } from '../actions/create_source.js'
import { designOf } from '../design_of.js'
import { descriptionOf } from '../queries/description_of.js'
import { targets } from '../queries/targets.js'
import { changeValidator, creationValidator } from '../validators/design.js'

/** Sources that people describe themselves. */
export default class CustomSourcesController {
  async create(ctx: HttpContext) {
    return ctx.inertia.render('custom_sources/edit', {
      kind: ctx.request.input('kind') === 'graphql' ? ('graphql' as const) : ('rest' as const),
      metrics: await targets(currentTenant()),
      currency: ctx.organization.currency,
      described: null,
    })
  }

  /** The same form, filled in with what was described before. */
  async edit(ctx: HttpContext) {
    const source = await Connection.named(ctx.organization, ctx.params.connection)
    const design = await descriptionOf(currentTenant(), source)
    const { slug, name, mode } = source
    return ctx.inertia.render('custom_sources/edit', {
      kind: design.kind,
      metrics: await targets(currentTenant()),
      currency: ctx.organization.currency,
      described: { design, source: { slug, name, mode } },
    })
  }

  async update(ctx: HttpContext) {
    const { organization } = ctx
    const source = await withTenant(organization.id, () =>
      Connection.named(organization, ctx.params.connection)
    )
    const { design, ...change } = await ctx.request.validateUsing(changeValidator)
    await asked(() =>
      changeSource({
        ...{ ...change, organization, source, design: designOf(design), actor: actorOf(ctx) },
        ...{ correlationId: ctx.request.id()!, now: new Date() },
      })
    )
    ctx.session.flash('toast', { tone: 'success', message: `${source.name} was changed.` })
    return ctx.response.redirect(`/o/${organization.slug}/sources/${source.slug}`)
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
