import router from '@adonisjs/core/services/router'
import { allow, limitCreation, tenantRoutes } from '#organizations'

const DashboardsController = () => import('#dashboards/controllers/dashboards_controller')
const CopiesController = () => import('#dashboards/controllers/dashboard_copies_controller')
const RestorationsController = () => import('#dashboards/controllers/restorations_controller')
const WidgetsController = () => import('#dashboards/controllers/widgets_controller')
const WidgetExportsController = () => import('#dashboards/controllers/widget_exports_controller')
const LayoutsController = () => import('#dashboards/controllers/layouts_controller')
const VersionsController = () => import('#dashboards/controllers/versions_controller')

const TemplatesController = () => import('#dashboards/controllers/templates_controller')
const FavouritesController = () => import('#dashboards/controllers/favourites_controller')
const ScreensController = () => import('#dashboards/controllers/screens_controller')
const ImagesController = () => import('#dashboards/controllers/images_controller')
const CommentsController = () => import('#dashboards/controllers/comments_controller')
const LinksController = () => import('#dashboards/controllers/links_controller')
const PublicDashboardsController = () =>
  import('#dashboards/controllers/public_dashboards_controller')

const VERSION_NUMBER = /^[1-9]\d{0,8}$/

router.get('/d/:token', [PublicDashboardsController, 'show']).as('dashboards.public.show')
router.post('/d/:token', [PublicDashboardsController, 'unlock']).as('dashboards.public.unlock')
router.get('/embed/:token', [PublicDashboardsController, 'embed']).as('dashboards.embed.show')
router
  .get('/d/:token/images/:image', [PublicDashboardsController, 'image'])
  .as('dashboards.public.image')
router
  .get('/embed/:token/images/:image', [PublicDashboardsController, 'embedImage'])
  .as('dashboards.embed.image')

tenantRoutes(() => {
  router.group(reading).prefix('dashboards').use(allow('dashboards.view'))
  router.group(commenting).prefix('dashboards/:dashboard/comments').use(allow('dashboards.view'))
  router.group(changing).prefix('dashboards').use(allow('dashboards.edit'))
  router.group(arranging).prefix('dashboards/:dashboard').use(allow('dashboards.edit'))
  router.group(linking).prefix('dashboards/:dashboard/links').use(allow('dashboards.edit'))
})

tenantRoutes(
  () => {
    router
      .post('dashboards/images', [ImagesController, 'store'])
      .as('dashboards.images.store')
      .use([allow('dashboards.edit'), limitCreation('widgets')])
  },
  { opens: 'later' }
)

function reading() {
  router.get('', [DashboardsController, 'index']).as('dashboards.index')
  router.get(':dashboard', [DashboardsController, 'show']).as('dashboards.show')
  router.get('images/:image', [ImagesController, 'show']).as('dashboards.images.show')
  router.get(':dashboard/screen', [ScreensController, 'show']).as('dashboards.screen.show')
  router
    .get(':dashboard/widgets/:widget/export.csv', [WidgetExportsController, 'csv'])
    .as('widgets.export.csv')
  router
    .get(':dashboard/widgets/:widget/export.xlsx', [WidgetExportsController, 'xlsx'])
    .as('widgets.export.xlsx')
  router
    .post(':dashboard/favourite', [FavouritesController, 'store'])
    .as('dashboards.favourite.store')
  router
    .delete(':dashboard/favourite', [FavouritesController, 'destroy'])
    .as('dashboards.favourite.destroy')
}

/** Whoever sees a dashboard may say something about it. */
function commenting() {
  router.get('', [CommentsController, 'index']).as('dashboards.comments.index')
  router
    .post('', [CommentsController, 'store'])
    .as('dashboards.comments.store')
    .use(limitCreation('widgets'))
  router.post('seen', [CommentsController, 'seen']).as('dashboards.comments.seen')
  router.delete(':comment', [CommentsController, 'destroy']).as('dashboards.comments.destroy')
}

function changing() {
  router
    .post('', [DashboardsController, 'store'])
    .as('dashboards.store')
    .use(limitCreation('dashboards'))
  router.patch(':dashboard', [DashboardsController, 'update']).as('dashboards.update')
  router.delete(':dashboard', [DashboardsController, 'destroy']).as('dashboards.destroy')
  router
    .post(':dashboard/copies', [CopiesController, 'store'])
    .as('dashboards.copies.store')
    .use(limitCreation('dashboards'))
  router
    .post(':dashboard/templates', [TemplatesController, 'store'])
    .as('dashboards.templates.store')
    .use(limitCreation('dashboards'))
  router
    .delete('templates/:template', [TemplatesController, 'destroy'])
    .as('dashboards.templates.destroy')
  router
    .post(':dashboard/restoration', [RestorationsController, 'dashboard'])
    .as('dashboards.restoration.store')
}

/** Links for people without an account. */
function linking() {
  router
    .post('', [LinksController, 'store'])
    .as('dashboards.links.store')
    .use(limitCreation('dashboards'))
  router.delete(':id', [LinksController, 'destroy']).as('dashboards.links.destroy')
}

/** The widgets of one, as a draft until they are published. */
function arranging() {
  router
    .post('widgets', [WidgetsController, 'store'])
    .as('widgets.store')
    .use(limitCreation('widgets'))
  router.put('widgets/:widget', [WidgetsController, 'update']).as('widgets.update')
  router.delete('widgets/:widget', [WidgetsController, 'destroy']).as('widgets.destroy')
  router
    .post('widgets/:widget/restoration', [RestorationsController, 'widget'])
    .as('widgets.restoration.store')
  router.put('layout', [LayoutsController, 'update']).as('dashboards.layout.update')
  router.post('versions', [VersionsController, 'store']).as('dashboards.versions.store')
  router
    .post('versions/:number/restoration', [VersionsController, 'restore'])
    .where('number', VERSION_NUMBER)
    .as('dashboards.versions.restoration.store')
  router.delete('draft', [VersionsController, 'discard']).as('dashboards.draft.destroy')
}
