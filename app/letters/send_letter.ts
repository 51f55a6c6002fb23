import env from '#start/env'
import { composeLetter, type Letter, type LetterContent } from './compose_letter.js'
import { storeLetter } from './mailbox.js'

/** Sends a letter by SMTP, or puts it into the file mailbox where no mail server is configured. */
export async function sendLetter(content: LetterContent): Promise<void> {
  const letter = composeLetter(content)
  return env.get('MAIL_TRANSPORT') === 'smtp' ? sendBySmtp(letter) : storeLetter(letter)
}

async function sendBySmtp({ to, subject, text, html }: Letter) {
  const { default: mail } = await import('@adonisjs/mail/services/main')
  await mail.send((message) => {
    message.to(to).subject(subject).text(text).html(html)
  })
}
