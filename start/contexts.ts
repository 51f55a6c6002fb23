/** Gathers what every context contributes (`app/<context>/context.ts`): permissions first, since routes name them. */
import router from '@adonisjs/core/services/router'
import { contexts } from '#generated/contexts'
import type { Context } from '#shared/define_context'
import { registerPermissions } from '#organizations/roles'

const modules = await Promise.all(Object.values(contexts).map(({ Context: load }) => load()))
const gathered: Context[] = modules.map((module) => module.default)

for (const { permissions } of gathered) {
  registerPermissions(permissions ?? {})
}
await Promise.all(gathered.map(({ listeners }) => listeners?.()))
await Promise.all(gathered.map(({ routes }) => routes?.()))

/**
 * What the parts of addresses look like, for every route. Anything else names nothing, so it is not found; without
 * this PostgreSQL would be asked for a row whose id is no id. The library's own matcher for ids takes letters up to z.
 */
const ID = { match: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i }
const NAME = { match: /^[\w.-]{1,100}$/ }

for (const part of [
  ...[
    'annotation',
    'channel',
    'comment',
    'delivery',
    'id',
    'image',
    'import',
    'goal',
    'incident',
    'invitation',
    'key',
    'member',
    'original',
    'role',
    'rule',
    'run',
    'saved',
    'template',
  ],
  ...['report', 'reportRun', 'schedule', 'widget'],
]) {
  router.where(part, ID)
}
for (const part of [
  'connection',
  'dashboard',
  'database',
  'format',
  'kpi',
  'table',
  'name',
  'organization',
  'provider',
  'hostname',
  'session',
  'token',
  'vendor',
]) {
  router.where(part, NAME)
}
