/** The list of every context's routes. Each context keeps its own beside its controllers. */
import router from '@adonisjs/core/services/router'
import '#core/routes'
import '#sync/routes'
import '#identity/routes'
import '#organizations/routes'
import '#dashboards/routes'
import '#metrics/routes'
import '#explore/routes'
import '#audit/routes'
import '#api/routes'
import '#imports/routes'
import '#plugin_host/routes'
import '#connections/routes'
import '#mail/routes'

/**
 * What the parts of addresses look like, for every route. Anything else names nothing, so it is not found; without
 * this PostgreSQL would be asked for a row whose id is no id. The library's own matcher for ids takes letters up to z.
 */
const ID = { match: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i }
const NAME = { match: /^[\w.-]{1,100}$/ }

for (const part of ['id', 'import', 'invitation', 'key', 'member', 'run', 'widget']) {
  router.where(part, ID)
}
for (const part of ['connection', 'dashboard', 'name', 'organization', 'token', 'vendor']) {
  router.where(part, NAME)
}
