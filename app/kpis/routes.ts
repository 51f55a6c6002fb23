import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const GoalsController = () => import('#kpis/controllers/goals_controller')
const KpisController = () => import('#kpis/controllers/kpis_controller')
const PreviewsController = () => import('#kpis/controllers/previews_controller')

tenantRoutes(() => {
  router
    .group(() => {
      router.post('previews', [PreviewsController, 'store']).as('kpis.previews.store')
      router.get('new', [KpisController, 'create']).as('kpis.create')
      router.post('', [KpisController, 'store']).as('kpis.store')
      router.get(':kpi/edit', [KpisController, 'edit']).as('kpis.edit')
      router.put(':kpi', [KpisController, 'update']).as('kpis.update')
      router.delete(':kpi', [KpisController, 'destroy']).as('kpis.destroy')
      router.get('goals/new', [GoalsController, 'create']).as('kpis.goals.create')
      router.post('goals/previews', [PreviewsController, 'goal']).as('kpis.goals.previews')
      router.post('goals', [GoalsController, 'store']).as('kpis.goals.store')
      router.get('goals/:goal/edit', [GoalsController, 'edit']).as('kpis.goals.edit')
      router.put('goals/:goal', [GoalsController, 'update']).as('kpis.goals.update')
      router.delete('goals/:goal', [GoalsController, 'destroy']).as('kpis.goals.destroy')
    })
    .prefix('kpis')
    .use(allow('kpis.edit'))

  router
    .group(() => {
      router.get('', [KpisController, 'index']).as('kpis.index')
      router.get('goals', [GoalsController, 'index']).as('kpis.goals.index')
      router.get('goals/choices', [GoalsController, 'choices']).as('kpis.goals.choices')
      router.get('goals/:goal', [GoalsController, 'show']).as('kpis.goals.show')
      router.get(':kpi', [KpisController, 'show']).as('kpis.show')
    })
    .prefix('kpis')
    .use(allow('kpis.view'))
})
