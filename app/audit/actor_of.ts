import type { HttpContext } from '@adonisjs/core/http'

/** The person who asks, as entries of the audit log name them. */
export const actorOf = ({ auth, request }: HttpContext) => ({
  id: auth.getUserOrFail().id,
  ip: request.ip(),
})
