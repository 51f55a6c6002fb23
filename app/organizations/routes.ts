import { allow, tenantRoutes } from '#organizations/routing'

const TeamController = () => import('#organizations/controllers/team_controller')
import router from '@adonisjs/core/services/router'

tenantRoutes(() => {
  router.get('team', [TeamController, 'show']).as('team.show').use(allow('team.view'))
})
