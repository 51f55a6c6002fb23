import router from '@adonisjs/core/services/router'
import { recentlyConfirmed, signedIn } from '#identity'
import { allow, limitCreation, tenantRoutes } from '#organizations'

const AccessRequestsController = () => import('#agencies/controllers/access_requests_controller')
const AgenciesController = () => import('#agencies/controllers/agencies_controller')
const ClientsController = () => import('#agencies/controllers/clients_controller')
const TemplatesController = () => import('#agencies/controllers/templates_controller')
const TeamsController = () => import('#agencies/controllers/teams_controller')

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

router
  .get('/access-requests/:token', [AccessRequestsController, 'show'])
  .as('access_request.show')
  .use(signedIn())

tenantRoutes(() => {
  router.get('clients', [ClientsController, 'index']).as('clients.index').use(allow('clients.view'))
  router
    .group(() => {
      router.get('new', [ClientsController, 'create']).as('clients.create')
      router.get('templates', [TemplatesController, 'index']).as('client_template.index')
      router.get('teams', [TeamsController, 'index']).as('agency_team.index')
      router.post('teams', [TeamsController, 'store']).as('agency_team.store')
      router
        .put('teams/:team', [TeamsController, 'update'])
        .as('agency_team.update')
        .where('team', ID)
      router
        .delete('teams/:team', [TeamsController, 'destroy'])
        .as('agency_team.destroy')
        .where('team', ID)
      router
        .post('requests', [AccessRequestsController, 'store'])
        .as('access_request.store')
        .use(limitCreation('accessRequests'))
      router
        .delete('requests/:request', [AccessRequestsController, 'destroy'])
        .as('access_request.destroy')
        .where('request', ID)
    })
    .prefix('clients')
    .use(allow('clients.manage'))
  router
    .get('agencies', [AgenciesController, 'index'])
    .as('agencies.index')
    .use(allow('agencies.view'))
  router
    .group(() => {
      router.put('', [AgenciesController, 'update']).as('agencies.update').use(recentlyConfirmed())
      router.delete('', [AgenciesController, 'destroy']).as('agencies.destroy')
    })
    .prefix('agencies/:delegation')
    .where('delegation', ID)
    .use(allow('agencies.manage'))
})

/** Those that look into another organization: no transaction is open yet, so that each gets its own. */
tenantRoutes(
  () => {
    router
      .post('clients/looks', [ClientsController, 'look'])
      .as('clients.look')
      .use(allow('clients.view'))
    router
      .post('clients', [ClientsController, 'store'])
      .as('clients.store')
      .use([allow('clients.manage'), limitCreation('clients')])
    router
      .delete('clients/:client', [ClientsController, 'destroy'])
      .as('clients.destroy')
      .where('client', ID)
      .use(allow('clients.manage'))
    router
      .group(() => {
        router.post('pushes', [TemplatesController, 'push']).as('client_template.push')
        router.post('checks', [TemplatesController, 'check']).as('client_template.check')
      })
      .prefix('clients/templates/:original')
      .where('original', ID)
      .use(allow('clients.manage'))
    router
      .post('agencies', [AgenciesController, 'store'])
      .as('agencies.store')
      .use(allow('agencies.manage'))
  },
  { opens: 'later' }
)
