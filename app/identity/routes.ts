import router from '@adonisjs/core/services/router'
import { recentlyConfirmed, signedIn } from '#identity/routing'

const ConfirmationController = () => import('#identity/controllers/confirmation_controller')
const EmailVerificationController = () =>
  import('#identity/controllers/email_verification_controller')
const PasskeyController = () => import('#identity/controllers/passkey_controller')
const PasskeySignInController = () => import('#identity/controllers/passkey_sign_in_controller')
const PasswordResetController = () => import('#identity/controllers/password_reset_controller')
const PersonSessionsController = () => import('#identity/controllers/person_sessions_controller')
const ProfileController = () => import('#identity/controllers/profile_controller')
const ProviderController = () => import('#identity/controllers/provider_controller')
const SecondFactorController = () => import('#identity/controllers/second_factor_controller')
const SecondStepController = () => import('#identity/controllers/second_step_controller')
const SessionController = () => import('#identity/controllers/session_controller')

router.get('/login', [SessionController, 'create']).as('session.create')
router.post('/login', [SessionController, 'store']).as('session.store')
router.post('/logout', [SessionController, 'destroy']).as('session.destroy')

router.get('/login/second-step', [SecondStepController, 'create']).as('second_step.create')
router.post('/login/second-step', [SecondStepController, 'store']).as('second_step.store')
router
  .post('/login/passkey/options', [PasskeySignInController, 'options'])
  .as('passkey_sign_in.options')
router.post('/login/passkey', [PasskeySignInController, 'store']).as('passkey_sign_in.store')

router.get('/login/with/:provider', [ProviderController, 'redirect']).as('provider.redirect')
router
  .get('/login/with/:provider/callback', [ProviderController, 'callback'])
  .as('provider.callback')

router.get('/forgot-password', [PasswordResetController, 'create']).as('password_reset.create')
router.post('/forgot-password', [PasswordResetController, 'store']).as('password_reset.store')
router.get('/reset-password/:token', [PasswordResetController, 'edit']).as('password_reset.edit')
router
  .post('/reset-password/:token', [PasswordResetController, 'update'])
  .as('password_reset.update')

router.get('/verify-email/:token', [EmailVerificationController, 'show']).as('verification.show')

router
  .group(() => {
    router
      .post('/profile/verification', [EmailVerificationController, 'store'])
      .as('verification.store')
    router
      .delete('/profile/sessions', [PersonSessionsController, 'destroyOthers'])
      .as('person_sessions.destroy_others')
    router
      .delete('/profile/sessions/:session', [PersonSessionsController, 'destroy'])
      .as('person_sessions.destroy')
    router.post('/profile/confirmation', [ConfirmationController, 'store']).as('confirmation.store')
    router
      .post('/profile/confirmation/options', [ConfirmationController, 'options'])
      .as('confirmation.options')
    router.get('/second-factor', [SecondFactorController, 'show']).as('second_factor.show')
    router.put('/profile', [ProfileController, 'update']).as('profile.update')
    router.put('/profile/password', [ProfileController, 'updatePassword']).as('password.update')
  })
  .use(signedIn())

router
  .group(() => {
    router.post('/second-factor', [SecondFactorController, 'renewCodes']).as('recovery_codes.store')
    router.put('/second-factor', [SecondFactorController, 'confirm']).as('authenticator.update')
    router
      .post('/second-factor/authenticator', [SecondFactorController, 'begin'])
      .as('authenticator.store')
    router
      .delete('/second-factor/authenticator', [SecondFactorController, 'destroy'])
      .as('authenticator.destroy')
    router
      .post('/second-factor/passkeys/options', [PasskeyController, 'options'])
      .as('passkey.options')
    router.post('/second-factor/passkeys', [PasskeyController, 'store']).as('passkey.store')
    router
      .post('/second-factor/providers/:provider', [ProviderController, 'link'])
      .as('provider.link')
    router
      .delete('/second-factor/providers/:provider', [ProviderController, 'unlink'])
      .as('provider.unlink')
    router
      .delete('/second-factor/passkeys/:id', [PasskeyController, 'destroy'])
      .as('passkey.destroy')
  })
  .use([signedIn(), recentlyConfirmed()])
