import router from '@adonisjs/core/services/router'
import { allow, apiRoutes, requireScope, tenantRoutes } from '#organizations'

const StreamsController = () => import('#live/controllers/streams_controller')

// A stream stays open for hours: no transaction is held for it.
tenantRoutes(
  () => {
    router
      .get('events/stream', [StreamsController, 'ofMember'])
      .as('live.stream')
      .use(allow('dashboards.view'))
  },
  { opens: 'later' }
)

apiRoutes(
  () => {
    router
      .get('events/stream', [StreamsController, 'ofKey'])
      .as('api.live.stream')
      .use(requireScope('metrics:read'))
  },
  { opens: 'later' }
)
