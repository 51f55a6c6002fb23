import router from '@adonisjs/core/services/router'
import { signedIn } from '#identity/routing'

const ConfirmationController = () => import('#identity/controllers/confirmation_controller')
const EmailVerificationController = () =>
  import('#identity/controllers/email_verification_controller')
const PasswordResetController = () => import('#identity/controllers/password_reset_controller')
const PersonSessionsController = () => import('#identity/controllers/person_sessions_controller')
const ProfileController = () => import('#identity/controllers/profile_controller')
const SessionController = () => import('#identity/controllers/session_controller')

router.get('/login', [SessionController, 'create']).as('session.create')
router.post('/login', [SessionController, 'store']).as('session.store')
router.post('/logout', [SessionController, 'destroy']).as('session.destroy')

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
    router.put('/profile', [ProfileController, 'update']).as('profile.update')
    router.put('/profile/password', [ProfileController, 'updatePassword']).as('password.update')
  })
  .use(signedIn())
