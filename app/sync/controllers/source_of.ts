import type { HttpContext } from '@adonisjs/core/http'
import { Connection } from '#connections'
import { currentTenant, Refusal } from '#foundation'
import { findSource, type SourceSummary } from '../queries/list_sources.js'

/** The source that the address names, or the answer that there is none. */
export async function sourceOf({ params }: HttpContext): Promise<SourceSummary> {
  const source = await findSource(currentTenant(), params.connection)
  if (!source) {
    throw new Refusal({
      code: 'E_SOURCE_NOT_FOUND',
      status: 404,
      message: 'This source does not exist or was removed. Choose one from the list of sources.',
    })
  }
  return source
}

/** The same as a model, for the actions of connections. */
export async function connectionOf(ctx: HttpContext): Promise<Connection> {
  const { id } = await sourceOf(ctx)
  return (await Connection.of(ctx.organization).where('id', id).firstOrFail()) as Connection
}

export function sourcePath({ organization }: HttpContext, { slug }: { slug: string }) {
  return `/o/${organization.slug}/sources/${slug}`
}
