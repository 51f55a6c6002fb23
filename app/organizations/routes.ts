import router from '@adonisjs/core/services/router'
import { recentlyConfirmed, signedIn } from '#identity'
import { allow, apiRoutes, limitCreation, requireScope, tenantRoutes } from '#organizations/routing'

const AcceptanceController = () => import('#organizations/controllers/acceptance_controller')
const ApiKeyController = () => import('#organizations/controllers/api_key_controller')
const InvitationController = () => import('#organizations/controllers/invitation_controller')
const CustomRoleController = () => import('#organizations/controllers/custom_role_controller')
const OrganizationController = () => import('#organizations/controllers/organization_controller')
const ProfileController = () => import('#organizations/controllers/profile_settings_controller')
const SignUpController = () => import('#organizations/controllers/sign_up_controller')
const SsoSettingsController = () => import('#organizations/controllers/sso_settings_controller')
const SsoSignInController = () => import('#organizations/controllers/sso_sign_in_controller')
const TeamController = () => import('#organizations/controllers/team_controller')
const WhoamiController = () => import('#organizations/controllers/whoami_controller')

router.get('/signup', [SignUpController, 'create']).as('sign_up.create')
router.post('/signup', [SignUpController, 'store']).as('sign_up.store')
router.get('/signup/:token', [SignUpController, 'confirm']).as('sign_up.confirm')
router.get('/login/sso', [SsoSignInController, 'create']).as('sso.create')
router.post('/login/sso', [SsoSignInController, 'store']).as('sso.store')
router.get('/login/sso/callback', [SsoSignInController, 'callback']).as('sso.callback')
router.get('/invitations/:token', [AcceptanceController, 'create']).as('acceptance.create')
router.post('/invitations/:token', [AcceptanceController, 'store']).as('acceptance.store')

router
  .group(() => {
    router.get('/organizations/new', [OrganizationController, 'create']).as('organization.create')
    router.post('/organizations', [OrganizationController, 'store']).as('organization.store')
  })
  .use(signedIn())

tenantRoutes(() => {
  router.get('team', [TeamController, 'show']).as('team.show').use(allow('team.view'))
  router
    .group(() => {
      router
        .put('members/:member', [TeamController, 'update'])
        .as('member.update')
        .use(recentlyConfirmed())
      router.delete('members/:member', [TeamController, 'destroy']).as('member.destroy')
      router.post('invitations', [InvitationController, 'store']).as('invitation.store')
      router
        .post('invitations/:invitation/mail', [InvitationController, 'resend'])
        .as('invitation.resend')
      router
        .delete('invitations/:invitation', [InvitationController, 'destroy'])
        .as('invitation.destroy')
    })
    .prefix('team')
    .use(allow('team.manage'))
  router.get('team/roles', [CustomRoleController, 'index']).as('role.index').use(allow('team.view'))
  router
    .group(() => {
      router.post('', [CustomRoleController, 'store']).as('role.store')
      router.put(':role', [CustomRoleController, 'update']).as('role.update')
      router.delete(':role', [CustomRoleController, 'destroy']).as('role.destroy')
    })
    .prefix('team/roles')
    .use([allow('roles.manage'), recentlyConfirmed()])
  router
    .post('team/ownership', [TeamController, 'transfer'])
    .as('ownership.transfer')
    .use([allow('organization.transfer'), recentlyConfirmed()])
  router
    .delete('membership', [TeamController, 'leave'])
    .as('membership.leave')
    .use(allow('organization.view'))
})

tenantRoutes(() => {
  router
    .group(() => {
      router.get('', [OrganizationController, 'edit']).as('settings.edit')
      router.get('profile', [ProfileController, 'show']).as('settings.profile')
    })
    .prefix('settings')
    .use(allow('organization.view'))
  router
    .put('settings', [OrganizationController, 'update'])
    .as('settings.update')
    .use(allow('organization.manage'))
  router
    .put('settings/second-factor', [OrganizationController, 'updateSecondFactorRule'])
    .as('second_factor_rule.update')
    .use([allow('organization.manage'), recentlyConfirmed()])
  router
    .group(() => {
      router.get('', [ApiKeyController, 'index']).as('api_key.index')
      router
        .post('', [ApiKeyController, 'store'])
        .as('api_key.store')
        .use([recentlyConfirmed(), limitCreation('apiKeys')])
      router.delete(':key', [ApiKeyController, 'destroy']).as('api_key.destroy')
    })
    .prefix('settings/api-keys')
    .use(allow('api_keys.manage'))
})

tenantRoutes(() => {
  router
    .get('settings/single-sign-on', [SsoSettingsController, 'show'])
    .as('sso_settings.show')
    .use(allow('organization.manage'))
  router
    .group(() => {
      router.delete('', [SsoSettingsController, 'destroy']).as('sso_settings.destroy')
      router.post('domains', [SsoSettingsController, 'storeDomain']).as('sso_domain.store')
      router
        .delete('domains/:hostname', [SsoSettingsController, 'destroyDomain'])
        .as('sso_domain.destroy')
    })
    .prefix('settings/single-sign-on')
    .use([allow('organization.manage'), recentlyConfirmed()])
})

// These ask servers elsewhere, so no transaction is open while they wait.
tenantRoutes(
  () => {
    router
      .group(() => {
        router.put('', [SsoSettingsController, 'update']).as('sso_settings.update')
        router
          .post('domains/:hostname/verification', [SsoSettingsController, 'verifyDomain'])
          .as('sso_domain.verify')
      })
      .prefix('settings/single-sign-on')
      .use([allow('organization.manage'), recentlyConfirmed()])
  },
  { opens: 'later' }
)

apiRoutes(() => {
  router
    .get('whoami', [WhoamiController, 'show'])
    .as('api.whoami')
    .use(requireScope('metrics:read'))
})
