import router from '@adonisjs/core/services/router'
import { allow, apiRoutes, requireScope, tenantRoutes } from '#organizations/routing'

const TeamController = () => import('#organizations/controllers/team_controller')
const WhoamiController = () => import('#organizations/controllers/whoami_controller')

tenantRoutes(() => {
  router.get('team', [TeamController, 'show']).as('team.show').use(allow('team.view'))
})

apiRoutes(() => {
  router
    .get('whoami', [WhoamiController, 'show'])
    .as('api.whoami')
    .use(requireScope('metrics:read'))
})
