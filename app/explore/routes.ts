import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const ExplorationsController = () => import('#explore/controllers/explorations_controller')
const SavedQuestionsController = () => import('#explore/controllers/saved_questions_controller')
const ExportsController = () => import('#explore/controllers/exports_controller')

tenantRoutes(() => {
  router
    .post('explore/saved', [SavedQuestionsController, 'store'])
    .as('explore.saved.store')
    .use(allow('explore.query'))
  router
    .delete('explore/saved/:saved', [SavedQuestionsController, 'destroy'])
    .as('explore.saved.destroy')
    .use(allow('explore.query'))
  router
    .get('explore', [ExplorationsController, 'show'])
    .as('explore.show')
    .use(allow('explore.query'))
  router
    .get('explore/export.csv', [ExportsController, 'csv'])
    .as('explore.export.csv')
    .use(allow('explore.query'))
  router
    .get('explore/export.xlsx', [ExportsController, 'xlsx'])
    .as('explore.export.xlsx')
    .use(allow('explore.query'))
})
