import type { SandboxReply, SandboxRequest } from '#kit'
import { firstLine } from '#shared/first_line'
import { ADMIN_PREFIX } from '../emulator/admin.js'
import type { SampleDatabases } from './sample_databases.js'

/** Where the sample database of a kind is; undefined where something else is asked for. */
export function databaseAnswer(
  databases: SampleDatabases | undefined,
  { path, query }: SandboxRequest
): Promise<SandboxReply> | undefined {
  if (path !== `${ADMIN_PREFIX}databases`) {
    return undefined
  }
  return (databases?.access(query.get('driver') ?? '') ?? Promise.resolve(undefined))
    .then((access) => (access ? { status: 200, body: access } : { status: 404, body: {} }))
    .catch((error: unknown) => ({ status: 503, body: { error: firstLine(error) } }))
}
