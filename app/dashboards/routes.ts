import router from '@adonisjs/core/services/router'
import { allow, limitCreation, tenantRoutes } from '#organizations'

const DashboardsController = () => import('#dashboards/controllers/dashboards_controller')
const CopiesController = () => import('#dashboards/controllers/dashboard_copies_controller')
const RestorationsController = () => import('#dashboards/controllers/restorations_controller')
const WidgetsController = () => import('#dashboards/controllers/widgets_controller')
const WidgetOrderController = () => import('#dashboards/controllers/widget_order_controller')

tenantRoutes(() => {
  router
    .group(() => {
      router.get('', [DashboardsController, 'index']).as('dashboards.index')
      router.get(':dashboard', [DashboardsController, 'show']).as('dashboards.show')
    })
    .prefix('dashboards')
    .use(allow('dashboards.view'))

  router
    .group(() => {
      router
        .post('', [DashboardsController, 'store'])
        .as('dashboards.store')
        .use(limitCreation('dashboards'))
      router.patch(':dashboard', [DashboardsController, 'update']).as('dashboards.update')
      router.delete(':dashboard', [DashboardsController, 'destroy']).as('dashboards.destroy')
      router
        .post(':dashboard/copies', [CopiesController, 'store'])
        .as('dashboards.copies.store')
        .use(limitCreation('dashboards'))
      router
        .post(':dashboard/restoration', [RestorationsController, 'dashboard'])
        .as('dashboards.restoration.store')
      router
        .post(':dashboard/widgets', [WidgetsController, 'store'])
        .as('widgets.store')
        .use(limitCreation('widgets'))
      router.put(':dashboard/order', [WidgetOrderController, 'update']).as('widgets.order.update')
      router.put(':dashboard/widgets/:widget', [WidgetsController, 'update']).as('widgets.update')
      router
        .delete(':dashboard/widgets/:widget', [WidgetsController, 'destroy'])
        .as('widgets.destroy')
      router
        .post(':dashboard/widgets/:widget/restoration', [RestorationsController, 'widget'])
        .as('widgets.restoration.store')
    })
    .prefix('dashboards')
    .use(allow('dashboards.edit'))
})
