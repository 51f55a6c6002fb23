import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const AuditController = () => import('#audit/controllers/audit_controller')

tenantRoutes(() => {
  router
    .get('settings/audit', [AuditController, 'index'])
    .as('audit.index')
    .use(allow('audit.view'))
})
