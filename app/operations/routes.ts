import router from '@adonisjs/core/services/router'
import { operatorRoutes } from '#identity'

const OverviewController = () => import('#operations/controllers/overview_controller')
const OrganizationsController = () => import('#operations/controllers/organizations_controller')
const RevenueFeedsController = () => import('#operations/controllers/revenue_feeds_controller')
const JobsController = () => import('#operations/controllers/jobs_controller')
const VendorsController = () => import('#operations/controllers/vendors_controller')

operatorRoutes(() => {
  router.get('', [OverviewController, 'show']).as('operations.show')
  router.get('organizations', [OrganizationsController, 'index']).as('operations.organizations')
  router.get('billing/feeds', [RevenueFeedsController, 'index']).as('operations.feeds')
  router.post('billing/feeds', [RevenueFeedsController, 'store']).as('operations.feeds.store')
  router
    .delete('billing/feeds/:id', [RevenueFeedsController, 'destroy'])
    .as('operations.feeds.destroy')
  router.get('vendors', [VendorsController, 'index']).as('operations.vendors')
  router.get('jobs', [JobsController, 'index']).as('operations.jobs')
  router.post('jobs/:id/retry', [JobsController, 'retry']).as('operations.jobs.retry')
  router.post('jobs/:id/cancellation', [JobsController, 'cancel']).as('operations.jobs.cancel')
})
