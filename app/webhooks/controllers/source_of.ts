import type { HttpContext } from '@adonisjs/core/http'
import { Connection } from '#connections'

/** The source that the address names, or the answer that there is none. */
export const connectionOf = ({ params, organization }: HttpContext) =>
  Connection.named(organization, params.connection)

export const deliveriesPath = ({ organization }: HttpContext, { slug }: { slug: string }) =>
  `/o/${organization.slug}/sources/${slug}/deliveries`
