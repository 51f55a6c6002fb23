import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const ExplorationsController = () => import('#explore/controllers/explorations_controller')
const ExportsController = () => import('#explore/controllers/exports_controller')

tenantRoutes(() => {
  router
    .get('explore', [ExplorationsController, 'show'])
    .as('explore.show')
    .use(allow('explore.query'))
  router
    .get('explore/export.csv', [ExportsController, 'show'])
    .as('explore.export')
    .use(allow('explore.query'))
})
