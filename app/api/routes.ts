import router from '@adonisjs/core/services/router'
import { allow, apiRoutes, requireScope, tenantRoutes } from '#organizations'

const AlertsController = () => import('#api/controllers/alerts_controller')
const AnnotationsController = () => import('#api/controllers/annotations_controller')
const CataloguesController = () => import('#api/controllers/catalogues_controller')
const DashboardsController = () => import('#api/controllers/dashboards_controller')
const DocumentsController = () => import('#api/controllers/documents_controller')
const ImportCancellationsController = () =>
  import('#api/controllers/import_cancellations_controller')
const ImportsController = () => import('#api/controllers/imports_controller')
const GoalsController = () => import('#api/controllers/goals_controller')
const KpisController = () => import('#api/controllers/kpis_controller')
const MetricQueriesController = () => import('#api/controllers/metric_queries_controller')
const ReferenceController = () => import('#api/controllers/reference_controller')
const ReportsController = () => import('#api/controllers/reports_controller')
const SourceStreamsController = () => import('#api/controllers/source_streams_controller')
const SyncsController = () => import('#api/controllers/syncs_controller')

const { countCall } = router.named({
  countCall: () => import('#api/middleware/count_call_middleware'),
})

/** What the API offers is no secret: programs read it before they have a key. */
router.get('/api/v1/openapi.json', [DocumentsController, 'show']).as('api.openapi')

tenantRoutes(() => {
  router
    .get('settings/api-keys/reference', [ReferenceController, 'show'])
    .as('api.reference')
    .use(allow('api_keys.manage'))
})

apiRoutes(
  () => {
    router
      .post('metrics/query', [MetricQueriesController, 'store'])
      .as('api.metrics.query')
      .use(requireScope('metrics:read'))

    router
      .group(() => {
        router.get('metrics', [CataloguesController, 'metrics']).as('api.metrics.index')
        router.get('dimensions', [CataloguesController, 'dimensions']).as('api.dimensions.index')
        router.get('sources', [CataloguesController, 'sources']).as('api.sources.index')
        router.get('annotations', [AnnotationsController, 'index']).as('api.annotations.index')
        router.get('dashboards/:id', [DashboardsController, 'show']).as('api.dashboards.show')
      })
      .use(requireScope('metrics:read'))

    router
      .post('annotations', [AnnotationsController, 'store'])
      .as('api.annotations.store')
      .use(requireScope('annotations:write'))

    router
      .get('imports/:id', [ImportsController, 'show'])
      .as('api.imports.show')
      .use(requireScope('imports:write'))

    router
      .post('imports/:id/cancellation', [ImportCancellationsController, 'store'])
      .as('api.imports.cancellation')
      .use(requireScope('imports:write'))

    router
      .patch('sources/:id/streams', [SourceStreamsController, 'update'])
      .as('api.sources.streams')
      .use(requireScope('sources:write'))

    router
      .get('syncs/:id', [SyncsController, 'show'])
      .as('api.syncs.show')
      .use(requireScope('syncs:read'))
  },
  { before: [countCall()] }
)

apiRoutes(
  () => {
    router
      .post('imports', [ImportsController, 'store'])
      .as('api.imports.store')
      .use(requireScope('imports:write'))
  },
  { opens: 'later', before: [countCall()] }
)

apiRoutes(
  () => {
    router
      .group(() => {
        router.get('alerts', [AlertsController, 'index']).as('api.alerts.index')
        router.get('alerts/incidents', [AlertsController, 'incidents']).as('api.incidents.index')
      })
      .use(requireScope('alerts:read'))
    router
      .group(() => {
        router.post('alerts', [AlertsController, 'store']).as('api.alerts.store')
        router
          .post('alerts/incidents/:id/acknowledgement', [AlertsController, 'acknowledge'])
          .as('api.incidents.acknowledgement')
      })
      .use(requireScope('alerts:write'))
  },
  { before: [countCall()] }
)

apiRoutes(
  () => {
    router
      .group(() => {
        router.get('reports', [ReportsController, 'index']).as('api.reports.index')
        router.get('reports/runs/:id', [ReportsController, 'run']).as('api.reports.run')
        router
          .get('reports/runs/:id/files/:format', [ReportsController, 'file'])
          .as('api.reports.file')
      })
      .use(requireScope('reports:read'))
    router
      .post('reports/:id/runs', [ReportsController, 'store'])
      .as('api.reports.runs.store')
      .use(requireScope('reports:write'))
  },
  { before: [countCall()] }
)

apiRoutes(
  () => {
    router
      .group(() => {
        router.get('kpis', [KpisController, 'index']).as('api.kpis.index')
        router.get('goals', [GoalsController, 'index']).as('api.goals.index')
        router.get('goals/:id', [GoalsController, 'show']).as('api.goals.show')
      })
      .use(requireScope('kpis:read'))
    router
      .group(() => {
        router.post('kpis', [KpisController, 'store']).as('api.kpis.store')
        router.put('kpis/:kpi', [KpisController, 'update']).as('api.kpis.update')
        router.delete('kpis/:kpi', [KpisController, 'destroy']).as('api.kpis.destroy')
        router.post('goals', [GoalsController, 'store']).as('api.goals.store')
        router.put('goals/:id', [GoalsController, 'update']).as('api.goals.update')
        router.delete('goals/:id', [GoalsController, 'destroy']).as('api.goals.destroy')
      })
      .use(requireScope('kpis:write'))
  },
  { before: [countCall()] }
)
