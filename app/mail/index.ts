/** Public API of `mail`: mail to people. */
export { quotedName } from './quoted_name.js'
export { sendMail } from './send_mail.js'
export { sentNotice } from './sent_notice.js'
export type { MailAttachment } from './compose_mail.js'
export { addressFor, provideMailBrand } from './mail_brand.js'
