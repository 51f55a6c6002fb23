import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const BrandsController = () => import('#branding/controllers/brands_controller')
const HostsController = () => import('#branding/controllers/hosts_controller')
const PicturesController = () => import('#branding/controllers/pictures_controller')

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const PICTURES = /^(logo|icon)$/
const HOST = /^[a-zA-Z0-9.-]{4,253}$/

router.get('/domains/ask', [HostsController, 'ask']).as('domains.ask')
router.get('/brand/:kind', [PicturesController, 'show']).as('brand.picture').where('kind', PICTURES)

tenantRoutes(() => {
  router
    .group(() => {
      router.get('', [BrandsController, 'index']).as('brand.index')
      router.post('', [BrandsController, 'store']).as('brand.store')
      router
        .group(() => {
          router.get('', [BrandsController, 'show']).as('brand.show')
          router.put('', [BrandsController, 'update']).as('brand.update')
          router.delete('', [BrandsController, 'destroy']).as('brand.destroy')
          router.put('clients', [BrandsController, 'assign']).as('brand.assign')
          router
            .put('pictures/:kind', [BrandsController, 'picture'])
            .as('brand.set_picture')
            .where('kind', PICTURES)
          router.post('domains', [HostsController, 'store']).as('brand_host.store')
        })
        .prefix(':brand')
        .where('brand', ID)
      router
        .delete('domains/:host', [HostsController, 'destroy'])
        .as('brand_host.destroy')
        .where('host', HOST)
    })
    .prefix('branding')
    .use(allow('branding.manage'))
})

/** Waits for name servers, so its transactions open around that. */
tenantRoutes(
  () => {
    router
      .post('branding/domains/:host/verification', [HostsController, 'verify'])
      .as('brand_host.verify')
      .where('host', HOST)
      .use(allow('branding.manage'))
  },
  { opens: 'later' }
)
