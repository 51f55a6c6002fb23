import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const ChannelsController = () => import('#alerts/controllers/channels_controller')
const IncidentChangesController = () => import('#alerts/controllers/incident_changes_controller')
const IncidentsController = () => import('#alerts/controllers/incidents_controller')
const PreviewsController = () => import('#alerts/controllers/previews_controller')
const RulesController = () => import('#alerts/controllers/rules_controller')

tenantRoutes(() => {
  router
    .group(() => {
      router.get('', [IncidentsController, 'index']).as('alerts.index')
      router.get('incidents', [IncidentsController, 'active']).as('alerts.incidents.index')
      router.get('incidents/:incident', [IncidentsController, 'show']).as('alerts.incidents.show')
      router.get('rules', [RulesController, 'index']).as('alerts.rules.index')
    })
    .prefix('alerts')
    .use(allow('alerts.view'))

  router
    .group(() => {
      router
        .post('incidents/:incident/moves', [IncidentChangesController, 'move'])
        .as('alerts.moves.store')
      router
        .post('incidents/:incident/comments', [IncidentChangesController, 'comment'])
        .as('alerts.comments.store')
      router
        .put('incidents/:incident/assignee', [IncidentChangesController, 'assign'])
        .as('alerts.assignee.update')
    })
    .prefix('alerts')
    .use(allow('alerts.handle'))

  router
    .group(() => {
      router.post('previews', [PreviewsController, 'store']).as('alerts.previews.store')
      router.get('rules/new', [RulesController, 'create']).as('alerts.rules.create')
      router.get('rules/:rule', [RulesController, 'show']).as('alerts.rules.show')
      router.post('rules', [RulesController, 'store']).as('alerts.rules.store')
      router.put('rules/:rule', [RulesController, 'update']).as('alerts.rules.update')
      router.delete('rules/:rule', [RulesController, 'destroy']).as('alerts.rules.destroy')
    })
    .prefix('alerts')
    .use(allow('alerts.edit'))
})

tenantRoutes(() => {
  router
    .group(() => {
      router.get('channels', [ChannelsController, 'index']).as('alerts.channels.index')
      router.post('channels', [ChannelsController, 'store']).as('alerts.channels.store')
      router.put('quiet-hours', [ChannelsController, 'quiet']).as('alerts.quiet.update')
      router
        .post('channels/:channel/secret', [ChannelsController, 'rotate'])
        .as('alerts.channels.secret')
      router
        .delete('channels/:channel', [ChannelsController, 'destroy'])
        .as('alerts.channels.destroy')
    })
    .prefix('alerts')
    .use(allow('alerts.channels'))
})
