import router from '@adonisjs/core/services/router'
import { allow, limitCreation, tenantRoutes } from '#organizations'

const ReportsController = () => import('#reports/controllers/reports_controller')
const PreviewsController = () => import('#reports/controllers/previews_controller')
const SchedulesController = () => import('#reports/controllers/schedules_controller')
const HeldRunsController = () => import('#reports/controllers/held_runs_controller')
const LinksController = () => import('#reports/controllers/links_controller')
const SharedReportsController = () => import('#reports/controllers/shared_reports_controller')
const VersionsController = () => import('#reports/controllers/versions_controller')
const RunsController = () => import('#reports/controllers/runs_controller')

const VERSION_NUMBER = /^[1-9]\d{0,8}$/

router.get('/r/:id/:token', [SharedReportsController, 'show']).as('reports.shared.show')
router.post('/r/:id/:token', [SharedReportsController, 'unlock']).as('reports.shared.unlock')

tenantRoutes(() => {
  router.group(reading).prefix('reports').use(allow('reports.view'))
  router.group(changing).prefix('reports').use(allow('reports.edit'))
  router.group(sending).prefix('reports/:report').use(allow('reports.send'))
})

function reading() {
  router.get('', [ReportsController, 'index']).as('reports.index')
  router.get(':report', [ReportsController, 'show']).as('reports.show')
  router
    .get(':report/runs/:reportRun/files/:format', [RunsController, 'file'])
    .as('reports.files.show')
}

function changing() {
  router.post('', [ReportsController, 'store']).as('reports.store').use(limitCreation('reports'))
  router.put(':report', [ReportsController, 'update']).as('reports.update')
  router.delete(':report', [ReportsController, 'destroy']).as('reports.destroy')
  router.post(':report/restoration', [ReportsController, 'restore']).as('reports.restoration.store')
  router
    .post(':report/versions/:number/restoration', [VersionsController, 'restore'])
    .where('number', VERSION_NUMBER)
    .as('reports.versions.restoration.store')
  router.post(':report/previews', [PreviewsController, 'store']).as('reports.previews.store')
  router
    .post(':report/runs', [RunsController, 'store'])
    .as('reports.runs.store')
    .use(limitCreation('reportRuns'))
}

/** What leaves the organization. */
function sending() {
  router
    .post('schedules', [SchedulesController, 'store'])
    .as('reports.schedules.store')
    .use(limitCreation('reports'))
  router
    .delete('schedules/:schedule', [SchedulesController, 'destroy'])
    .as('reports.schedules.destroy')
  router
    .post('runs/:reportRun/release', [HeldRunsController, 'release'])
    .as('reports.release.store')
  router
    .post('runs/:reportRun/discard', [HeldRunsController, 'discard'])
    .as('reports.discard.store')
  router
    .post('runs/:reportRun/links', [LinksController, 'store'])
    .as('reports.links.store')
    .use(limitCreation('reports'))
  router.delete('runs/:reportRun/links', [LinksController, 'destroy']).as('reports.links.destroy')
}
