import type { HttpContext } from '@adonisjs/core/http'

/** Addresses that programs call with a key. */
export const isForPrograms = ({ request }: HttpContext) => request.url().startsWith('/api/')
