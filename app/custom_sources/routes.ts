import router from '@adonisjs/core/services/router'
import { allow, limitCreation, tenantRoutes } from '#organizations'

const CustomSources = () => import('#custom_sources/controllers/custom_sources_controller')
const Answers = () => import('#custom_sources/controllers/answers_controller')
const Previews = () => import('#custom_sources/controllers/previews_controller')

tenantRoutes(() => {
  router
    .group(() => {
      router.get('new', [CustomSources, 'create']).as('custom_sources.create')
      router.get(':connection/edit', [CustomSources, 'edit']).as('custom_sources.edit')
      router.post('previews', [Previews, 'store']).as('custom_source_previews.store')
    })
    .prefix('custom-sources')
    .use(allow('sources.manage'))
})

// The vendor is asked, and nobody waits for a vendor with a transaction open.
tenantRoutes(
  () => {
    router
      .group(() => {
        router
          .post('answers', [Answers, 'store'])
          .as('custom_source_answers.store')
          .use(limitCreation('testCalls'))
        router
          .post('', [CustomSources, 'store'])
          .as('custom_sources.store')
          .use(limitCreation('connections'))
        router
          .put(':connection', [CustomSources, 'update'])
          .as('custom_sources.update')
          .use(limitCreation('connections'))
      })
      .prefix('custom-sources')
      .use(allow('sources.manage'))
  },
  { opens: 'later' }
)
