/** Public API of `mail`: mail to people. */
export { sendMail } from './send_mail.js'
