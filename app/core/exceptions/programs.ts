import type { HttpContext } from '@adonisjs/core/http'
import { EVENTS_PATH } from '#billing'
import { HOOKS_PATH } from '#webhooks'

/** Addresses that programs call, with a key or a signature. */
export const isForPrograms = (ctx: HttpContext) =>
  ctx.request.url().startsWith('/api/') || ctx.request.url() === EVENTS_PATH || isDelivery(ctx)

/** What vendors send: its body is verified as it arrived, so nothing but its own controller reads it. */
export const isDelivery = ({ request }: HttpContext) => request.url().startsWith(HOOKS_PATH)
