import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import env from '#start/env'
import { newId } from './ids.js'

/** One mail to one person. Both forms say the same. */
export interface Letter {
  to: string
  subject: string
  text: string
  html: string
}

export interface StoredLetter extends Letter {
  id: string
  from: string
  sentAt: string
}

const FILE_NAME = /^[0-9a-f-]{36}\.json$/
const DEFAULT_SENDER = 'Quarterdeck <no-reply@quarterdeck.test>'

/** Sends a letter by SMTP, or puts it into the file mailbox where no mail server is configured. */
export async function sendLetter(letter: Letter): Promise<void> {
  if (env.get('MAIL_TRANSPORT') === 'smtp') {
    return sendBySmtp(letter)
  }
  const id = newId()
  const stored: StoredLetter = {
    id,
    from: env.get('MAIL_FROM') ?? DEFAULT_SENDER,
    sentAt: new Date().toISOString(),
    ...letter,
  }
  await mkdir(mailboxFolder(), { recursive: true, mode: 0o700 })
  await writeFile(join(mailboxFolder(), `${id}.json`), JSON.stringify(stored, null, 2), {
    mode: 0o600,
  })
}

async function sendBySmtp({ to, subject, text, html }: Letter) {
  const { default: mail } = await import('@adonisjs/mail/services/main')
  await mail.send((message) => {
    message.to(to).subject(subject).text(text).html(html)
  })
}

/** The file mailbox, newest first. */
export async function listStoredLetters(limit = 25): Promise<StoredLetter[]> {
  const names = await readdir(mailboxFolder()).catch(() => [])
  const newest = names
    .filter((name) => FILE_NAME.test(name))
    .sort()
    .reverse()
    .slice(0, limit)
  return Promise.all(newest.map(async (name) => JSON.parse(await readStored(name))))
}

const readStored = (name: string) => readFile(join(mailboxFolder(), name), 'utf8')

/** The mailbox holds sign-in links, so it is open on a local installation only. */
export function isMailboxOpen(): boolean {
  if (env.get('MAIL_TRANSPORT') === 'smtp') {
    return false
  }
  return process.env.QD_DEV_MAILBOX === '1' || process.env.NODE_ENV !== 'production'
}

function mailboxFolder() {
  return join(env.get('DATA_DIR') ?? 'tmp', 'mailbox')
}
