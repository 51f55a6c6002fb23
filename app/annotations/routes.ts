import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const AnnotationsController = () => import('#annotations/controllers/annotations_controller')

tenantRoutes(() => {
  router
    .group(() => {
      router.get('', [AnnotationsController, 'index']).as('annotations.index')
      router.get('happened', [AnnotationsController, 'happened']).as('annotations.happened')
    })
    .prefix('annotations')
    .use(allow('annotations.view'))
  router
    .group(() => {
      router.post('', [AnnotationsController, 'store']).as('annotations.store')
      router.put(':annotation', [AnnotationsController, 'update']).as('annotations.update')
      router.delete(':annotation', [AnnotationsController, 'destroy']).as('annotations.destroy')
    })
    .prefix('annotations')
    .use(allow('annotations.edit'))
})
