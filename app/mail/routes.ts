import router from '@adonisjs/core/services/router'

const MailboxController = () => import('#mail/controllers/mailbox_controller')

router.get('/dev/mailbox', [MailboxController, 'index']).as('mailbox.index')
