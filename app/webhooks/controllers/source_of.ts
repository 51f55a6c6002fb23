import type { HttpContext } from '@adonisjs/core/http'
import { Connection } from '#connections'
import { Refusal } from '#foundation'

/** The source that the address names, or the answer that there is none. */
export async function connectionOf({ params, organization }: HttpContext): Promise<Connection> {
  const name = String(params.connection)
  const source = await Connection.of(organization)
    .whereNot('state', 'removed')
    .where((either) => either.where('slug', name).orWhereRaw('id::text = ?', [name]))
    .first()
  if (!source) {
    throw new Refusal({
      code: 'E_SOURCE_NOT_FOUND',
      status: 404,
      message: 'This source does not exist or was removed. Choose one from the list of sources.',
    })
  }
  return source as Connection
}

export const deliveriesPath = ({ organization }: HttpContext, { slug }: { slug: string }) =>
  `/o/${organization.slug}/sources/${slug}/deliveries`

export const actorOf = ({ auth, request }: HttpContext) => ({
  id: auth.getUserOrFail().id,
  ip: request.ip(),
})
