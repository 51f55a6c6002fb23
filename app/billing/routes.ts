import router from '@adonisjs/core/services/router'
import { operatorRoutes } from '#identity'
import { allow, tenantRoutes } from '#organizations'
import { EVENTS_PATH } from '#billing/provider/verify_event'

const BillingController = () => import('#billing/controllers/billing_controller')
const OperatorsBillingController = () => import('#billing/controllers/operators_billing_controller')
const PaymentEventsController = () => import('#billing/controllers/payment_events_controller')
const PlansController = () => import('#billing/controllers/plans_controller')
const SubscriptionController = () => import('#billing/controllers/subscription_controller')

router.post(EVENTS_PATH, [PaymentEventsController, 'store']).as('payment_events.store')

tenantRoutes(() => {
  router
    .group(() => {
      router.get('', [BillingController, 'show']).as('billing.show')
      router.get('usage', [BillingController, 'usage']).as('billing.usage')
      router.get('plans', [PlansController, 'index']).as('billing.plans')
      router.get('invoices', [BillingController, 'invoices']).as('billing.invoices')
      router.get('settings', [BillingController, 'settings']).as('billing.settings')
    })
    .prefix('billing')
    .use(allow('billing.view'))
})

tenantRoutes(
  () => {
    router
      .group(() => {
        router.put('plan', [PlansController, 'update']).as('billing.plan.update')
        router.post('cancellation', [SubscriptionController, 'cancel']).as('billing.cancel')
        router.delete('cancellation', [SubscriptionController, 'continue']).as('billing.continue')
        router.post('pause', [SubscriptionController, 'pause']).as('billing.pause')
        router.delete('pause', [SubscriptionController, 'resume']).as('billing.resume')
        router.post('coupons', [SubscriptionController, 'redeem']).as('billing.redeem')
        router.put('settings', [SubscriptionController, 'settings']).as('billing.settings.update')
        router.post('reading', [SubscriptionController, 'read']).as('billing.read')
        router.post('portal', [SubscriptionController, 'portal']).as('billing.portal')
      })
      .prefix('billing')
      .use(allow('billing.manage'))
  },
  { opens: 'later' }
)

operatorRoutes(() => {
  const One = OperatorsBillingController
  router.get('billing', [One, 'index']).as('operations.billing')
  router.get('organizations/:id', [One, 'show']).as('operations.subscription')
  router.post('organizations/:id/credits', [One, 'credit']).as('operations.credits.store')
  router.put('organizations/:id/trial', [One, 'extendTrial']).as('operations.trial.update')
  router.put('organizations/:id/terms', [One, 'agree']).as('operations.terms.update')
})
