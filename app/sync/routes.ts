import router from '@adonisjs/core/services/router'
import { allow, limitCreation, tenantRoutes } from '#organizations'

const SourcesController = () => import('#sync/controllers/sources_controller')
const SyncsController = () => import('#sync/controllers/syncs_controller')
const PausesController = () => import('#sync/controllers/pauses_controller')
const ConnectingController = () => import('#sync/controllers/connecting_controller')
const ConnectorSettingsController = () => import('#sync/controllers/connector_settings_controller')
const RemovalsController = () => import('#sync/controllers/removals_controller')
const RejectionsController = () => import('#sync/controllers/rejections_controller')

tenantRoutes(() => {
  router
    .group(() => {
      router.get('new', [ConnectingController, 'create']).as('connecting.create')
      router.post(':connection/beginning', [ConnectingController, 'begin']).as('connecting.begin')
      router.patch(':connection', [SourcesController, 'update']).as('sources.update')
      router.post(':connection/syncs', [SyncsController, 'store']).as('syncs.store')
      router
        .post(':connection/syncs/:run/cancellation', [SyncsController, 'cancel'])
        .as('syncs.cancel')
      router.post(':connection/pause', [PausesController, 'store']).as('pauses.store')
      router.delete(':connection/pause', [PausesController, 'destroy']).as('pauses.destroy')
    })
    .prefix('sources')
    .use(allow('sources.manage'))

  router
    .group(() => {
      router.get('', [SourcesController, 'index']).as('sources.index')
      router.get(':connection', [SourcesController, 'show']).as('sources.show')
      router.get(':connection/syncs/:run', [SyncsController, 'show']).as('syncs.show')
      router.get(':connection/rejections', [RejectionsController, 'index']).as('rejections.index')
      router
        .get(':connection/rejections.csv', [RejectionsController, 'export'])
        .as('rejections.export')
    })
    .prefix('sources')
    .use(allow('sources.view'))
})

// The vendor is asked, and nobody waits for a vendor with a transaction open.
tenantRoutes(
  () => {
    router
      .group(() => {
        router
          .post('', [ConnectingController, 'store'])
          .as('connecting.store')
          .use(limitCreation('connections'))
        router
          .post(':connection/reconnection', [ConnectingController, 'reconnect'])
          .as('connecting.reconnect')
          .use(limitCreation('connections'))
        router.delete(':connection', [RemovalsController, 'destroy']).as('removals.destroy')
        router
          .patch(':connection/settings', [ConnectorSettingsController, 'update'])
          .as('connectorSettings.update')
      })
      .prefix('sources')
      .use(allow('sources.manage'))
  },
  { opens: 'later' }
)
