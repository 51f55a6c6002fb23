import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const TestMessagesController = () => import('#notifications/controllers/test_messages_controller')

// The vendor is asked, and nobody waits for a vendor with a transaction open.
tenantRoutes(
  () => {
    router
      .post('sources/:connection/test-messages', [TestMessagesController, 'store'])
      .as('testMessages.store')
      .use(allow('sources.manage'))
  },
  { opens: 'later' }
)
