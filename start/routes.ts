/** The list of every context's routes. Each context keeps its own beside its controllers. */
import '#core/routes'
import '#sync/routes'
import '#identity/routes'
import '#organizations/routes'
import '#dashboards/routes'
import '#explore/routes'
import '#audit/routes'
import '#api/routes'
