import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const CancellationsController = () => import('#imports/controllers/cancellations_controller')
const ImportsController = () => import('#imports/controllers/imports_controller')
const InspectionsController = () => import('#imports/controllers/inspections_controller')
const LandingsController = () => import('#imports/controllers/landings_controller')
const RepairsController = () => import('#imports/controllers/repairs_controller')
const UndoingsController = () => import('#imports/controllers/undoings_controller')

tenantRoutes(() => {
  router.get('imports', [ImportsController, 'index']).as('imports.index').use(allow('sources.view'))
  router
    .get('imports/:import', [ImportsController, 'show'])
    .as('imports.show')
    .use(allow('sources.view'))
  router
    .post('imports/:import/landing', [LandingsController, 'store'])
    .as('imports.landing')
    .use(allow('imports.create'))
  router
    .post('imports/:import/cancellation', [CancellationsController, 'store'])
    .as('imports.cancellation')
    .use(allow('imports.create'))
  router
    .get('imports/:import/rejected.csv', [RepairsController, 'show'])
    .as('imports.rejected')
    .use(allow('sources.view'))
  router
    .post('imports/:import/repairs', [RepairsController, 'store'])
    .as('imports.repairs')
    .use(allow('imports.create'))
  router
    .post('imports/:import/undoing', [UndoingsController, 'store'])
    .as('imports.undoing')
    .use(allow('imports.create'))
})

tenantRoutes(
  () => {
    router
      .post('imports', [ImportsController, 'store'])
      .as('imports.store')
      .use(allow('imports.create'))
    router
      .put('imports/:import/inspection', [InspectionsController, 'update'])
      .as('imports.inspection')
      .use(allow('imports.create'))
  },
  { opens: 'later' }
)
