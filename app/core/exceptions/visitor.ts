import type { HttpContext } from '@adonisjs/core/http'
import InitializeAuthMiddleware from '@adonisjs/auth/initialize_auth_middleware'
import { SESSION_COOKIE } from '#config/session'
import SessionOfPeopleMiddleware from '#core/middleware/session_of_people_middleware'
import { isSignedIn } from '#identity'
import { findPlaceOf } from '#organizations'

/**
 * Names the person and the organization on the context of a request that failed before somebody had, so that
 * its page keeps the navigation. An address that no route has is refused before the session is read.
 */
export async function recogniseVisitor(ctx: HttpContext) {
  if (ctx.membership || !hasSession(ctx)) {
    return
  }
  try {
    await (ctx.auth ? findPlace(ctx) : inSession(ctx))
  } catch (error) {
    ctx.logger.warn({ err: error }, 'whose failed page this is stays unknown')
  }
}

function hasSession({ request }: HttpContext) {
  return SESSION_COOKIE in request.cookiesList()
}

async function inSession(ctx: HttpContext) {
  const [session, auth] = await Promise.all([
    ctx.containerResolver.make(SessionOfPeopleMiddleware),
    ctx.containerResolver.make(InitializeAuthMiddleware),
  ])
  await session.handle(ctx, () => auth.handle(ctx, () => findPlace(ctx)))
}

async function findPlace(ctx: HttpContext) {
  if (await isSignedIn(ctx)) {
    const { organizations, organization, membership } = await findPlaceOf(
      ctx.auth.getUserOrFail(),
      ctx
    )
    ctx.organizations = organizations
    if (organization && membership) {
      Object.assign(ctx, { organization, membership })
    }
  }
}
