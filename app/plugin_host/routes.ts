import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const Plugins = () => import('#plugin_host/controllers/plugins_controller')
const Consents = () => import('#plugin_host/controllers/plugin_consents_controller')
const Activations = () => import('#plugin_host/controllers/plugin_activations_controller')

tenantRoutes(() => {
  router.get('settings/plugins', [Plugins, 'index']).as('plugins.index').use(allow('plugins.view'))
  router
    .group(() => {
      router.put('', [Plugins, 'update']).as('plugins.update')
      router.delete('', [Plugins, 'destroy']).as('plugins.destroy')
      router.post('consent', [Consents, 'store']).as('plugin_consents.store')
      router.post('activation', [Activations, 'store']).as('plugin_activations.store')
      router.delete('activation', [Activations, 'destroy']).as('plugin_activations.destroy')
    })
    .prefix('settings/plugins/:vendor/:name')
    .use(allow('plugins.manage'))
})
