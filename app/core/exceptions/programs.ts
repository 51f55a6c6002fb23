import type { HttpContext } from '@adonisjs/core/http'
import { EVENTS_PATH } from '#billing'

/** Addresses that programs call, with a key or a signature. */
export const isForPrograms = ({ request }: HttpContext) =>
  request.url().startsWith('/api/') || request.url() === EVENTS_PATH
