import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const ValuesController = () => import('#metrics/controllers/values_controller')
const PastValuesController = () => import('#metrics/controllers/past_values_controller')
const SourceRowsController = () => import('#metrics/controllers/source_rows_controller')
const ExchangeRatesController = () => import('#metrics/controllers/exchange_rates_controller')

tenantRoutes(() => {
  router
    .get('metrics/values', [ValuesController, 'index'])
    .as('metrics.values.index')
    .use(allow('explore.query'))
  router
    .get('metrics/rows', [SourceRowsController, 'index'])
    .as('metrics.rows.index')
    .use(allow('explore.query'))
  router
    .get('metrics/rows.csv', [SourceRowsController, 'export'])
    .as('metrics.rows.export')
    .use(allow('explore.query'))
  router
    .get('metrics/past-value', [PastValuesController, 'show'])
    .as('metrics.past_value.show')
    .use(allow('explore.query'))
  router
    .get('settings/exchange-rates', [ExchangeRatesController, 'index'])
    .as('exchange_rates.index')
    .use(allow('organization.manage'))
})

tenantRoutes(
  () => {
    router
      .post('settings/exchange-rates', [ExchangeRatesController, 'store'])
      .as('exchange_rates.store')
      .use(allow('organization.manage'))
  },
  { opens: 'later' }
)
