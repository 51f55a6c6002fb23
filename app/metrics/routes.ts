import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const ExchangeRatesController = () => import('#metrics/controllers/exchange_rates_controller')

tenantRoutes(() => {
  router
    .group(() => {
      router.get('', [ExchangeRatesController, 'index']).as('exchange_rates.index')
      router.post('', [ExchangeRatesController, 'store']).as('exchange_rates.store')
    })
    .prefix('settings/exchange-rates')
    .use(allow('organization.manage'))
})
