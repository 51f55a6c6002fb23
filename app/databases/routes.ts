import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const TablesController = () => import('#databases/controllers/tables_controller')

// The database is asked, and nobody waits for one with a transaction open.
tenantRoutes(
  () => {
    router
      .group(() => {
        router
          .get('tables', [TablesController, 'index'])
          .as('tables.index')
          .use(allow('sources.view'))
        router
          .group(() => {
            router.get('tables/new', [TablesController, 'create']).as('tables.create')
            router.get('tables/:table', [TablesController, 'edit']).as('tables.edit')
            router.post('tables', [TablesController, 'store']).as('tables.store')
            router.put('tables/:table', [TablesController, 'update']).as('tables.update')
            router.delete('tables/:table', [TablesController, 'destroy']).as('tables.destroy')
          })
          .use(allow('sources.manage'))
      })
      .prefix('sources/:database')
  },
  { opens: 'later' }
)
