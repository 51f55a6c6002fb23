import env from '#start/env'
import { composeMail, type Mail, type MailContent } from './compose_mail.js'
import { brandOfMail, type MailBrand } from './mail_brand.js'
import { DEFAULT_SENDER, storeMail } from './mailbox.js'

/** Sends a mail by SMTP, or puts it into the file mailbox where no mail server is configured. */
export async function sendMail(content: MailContent): Promise<void> {
  const brand = await brandOfMail(content.to, content.organizationId)
  const mail = composeMail(content, brand)
  const from = senderOf(brand)
  return env.get('MAIL_TRANSPORT') === 'smtp' ? sendBySmtp(mail, from) : storeMail(mail, from)
}

interface Sender {
  name: string
  address: string
}

/** A brand's own name, and its own address where it has proven one. */
function senderOf(brand: MailBrand | null): Sender {
  const own = readSender(env.get('MAIL_FROM') ?? DEFAULT_SENDER)
  return brand ? { name: brand.sender.name, address: brand.sender.address ?? own.address } : own
}

/** `Name <address>`, or an address alone. */
function readSender(from: string): Sender {
  const [, name = '', address = from] = from.match(/^\s*"?(.*?)"?\s*<(.+)>\s*$/) ?? []
  return { name, address }
}

async function sendBySmtp({ to, subject, text, html, attachments, key }: Mail, from: Sender) {
  const { default: mail } = await import('@adonisjs/mail/services/main')
  await mail.send((message) => {
    message.from(from.address, from.name).to(to).subject(subject).text(text).html(html)
    for (const { name, mediaType, bytes } of attachments) {
      message.attachData(bytes, { filename: name, contentType: mediaType })
    }
    if (key) {
      message.messageId(`<${key}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`)
    }
  })
}
