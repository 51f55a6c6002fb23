import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'
import { HOOKS_PATH } from './address.js'

const DeliveriesController = () => import('#webhooks/controllers/deliveries_controller')
const EndpointsController = () => import('#webhooks/controllers/endpoints_controller')
const MappingsController = () => import('#webhooks/controllers/mappings_controller')
const HooksController = () => import('#webhooks/controllers/hooks_controller')

router.get(`${HOOKS_PATH}:token`, [HooksController, 'show']).as('hooks.show')
router.post(`${HOOKS_PATH}:token`, [HooksController, 'store']).as('hooks.store')

tenantRoutes(() => {
  router
    .get('sources/:connection/deliveries', [DeliveriesController, 'index'])
    .as('deliveries.index')
    .use(allow('sources.view'))
  router
    .group(() => {
      router
        .post('deliveries/:delivery/replay', [DeliveriesController, 'replay'])
        .as('deliveries.replay')
      router.post('address', [EndpointsController, 'address']).as('endpoints.address')
      router.put('mapping', [MappingsController, 'update']).as('mappings.update')
      router.post('secret', [EndpointsController, 'secret']).as('endpoints.secret')
    })
    .prefix('sources/:connection')
    .use(allow('sources.manage'))
})
