import env from '#start/env'
import { composeMail, type Mail, type MailContent } from './compose_mail.js'
import { storeMail } from './mailbox.js'

/** Sends a mail by SMTP, or puts it into the file mailbox where no mail server is configured. */
export async function sendMail(content: MailContent): Promise<void> {
  const mail = composeMail(content)
  return env.get('MAIL_TRANSPORT') === 'smtp' ? sendBySmtp(mail) : storeMail(mail)
}

async function sendBySmtp({ to, subject, text, html, attachments, key }: Mail) {
  const { default: mail } = await import('@adonisjs/mail/services/main')
  await mail.send((message) => {
    message.to(to).subject(subject).text(text).html(html)
    for (const { name, mediaType, bytes } of attachments) {
      message.attachData(bytes, { filename: name, contentType: mediaType })
    }
    if (key) {
      message.messageId(`<${key}@quarterdeck>`)
    }
  })
}
