import router from '@adonisjs/core/services/router'
import { signedIn } from '#identity'
import { allow, apiRoutes, requireScope, tenantRoutes } from '#organizations'

const Plugins = () => import('#plugin_host/controllers/plugins_controller')
const Marketplace = () => import('#plugin_host/controllers/marketplace_controller')
const Upgrades = () => import('#plugin_host/controllers/plugin_upgrades_controller')
const Pins = () => import('#plugin_host/controllers/plugin_pins_controller')
const Removals = () => import('#plugin_host/controllers/plugin_removals_controller')
const Consents = () => import('#plugin_host/controllers/plugin_consents_controller')
const Activations = () => import('#plugin_host/controllers/plugin_activations_controller')

router.get('/marketplace', [Marketplace, 'find']).as('marketplace.find').use(signedIn())

apiRoutes(() => {
  router
    .get('marketplace/plugins', [Marketplace, 'list'])
    .as('api.marketplace.plugins')
    .use(requireScope('metrics:read'))
})

tenantRoutes(() => {
  router
    .group(() => {
      router.get('marketplace', [Marketplace, 'index']).as('marketplace.index')
      router.get('marketplace/:vendor/:name', [Marketplace, 'show']).as('marketplace.show')
    })
    .use(allow('plugins.view'))
  router.get('settings/plugins', [Plugins, 'index']).as('plugins.index').use(allow('plugins.view'))
  router
    .group(() => {
      router.put('', [Plugins, 'update']).as('plugins.update')
      router.delete('', [Plugins, 'destroy']).as('plugins.destroy')
      router.post('consent', [Consents, 'store']).as('plugin_consents.store')
      router.post('activation', [Activations, 'store']).as('plugin_activations.store')
      router.delete('activation', [Activations, 'destroy']).as('plugin_activations.destroy')
      router.post('upgrade', [Upgrades, 'store']).as('plugin_upgrades.store')
      router.delete('upgrade', [Upgrades, 'destroy']).as('plugin_upgrades.destroy')
      router.post('pin', [Pins, 'store']).as('plugin_pins.store')
      router.delete('pin', [Pins, 'destroy']).as('plugin_pins.destroy')
      router.post('removal', [Removals, 'store']).as('plugin_removals.store')
      router.delete('removal', [Removals, 'destroy']).as('plugin_removals.destroy')
    })
    .prefix('settings/plugins/:vendor/:name')
    .use(allow('plugins.manage'))
})
