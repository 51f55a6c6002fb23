import type { HttpContext } from '@adonisjs/core/http'
import { Connection } from '#connections'
import { Refusal, withTenant } from '#foundation'
import { pluginRegistry } from '#plugin_host'

/** The database that the address names, or the answer that there is none. */
export async function databaseSourceOf({ params, organization }: HttpContext): Promise<Connection> {
  const source = await withTenant(organization.id, () =>
    Connection.named(organization, params.database)
  )
  const registry = await pluginRegistry()
  const traits = registry.traitsOf(source.pluginId, source.connector)
  if (!traits?.areStreamsChosen) {
    throw new Refusal({
      code: 'E_SOURCE_NOT_FOUND',
      status: 404,
      message: 'There is no database of this name. Choose a source from the list of sources.',
    })
  }
  return source
}

export const tablesPath = ({ organization }: HttpContext, { slug }: { slug: string }) =>
  `/o/${organization.slug}/sources/${slug}/tables`
