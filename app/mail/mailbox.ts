import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import env from '#start/env'
import { newId } from '#foundation'
import type { Mail } from './compose_mail.js'

export interface StoredMail extends Mail {
  id: string
  from: string
  sentAt: string
}

const FILE_NAME = /^[0-9a-f-]{36}\.json$/
const DEFAULT_SENDER = 'Quarterdeck <no-reply@quarterdeck.test>'

/** Keeps a mail as a file that only this process's account can read: it may hold a sign-in link. */
export async function storeMail(mail: Mail): Promise<void> {
  const id = newId()
  const stored: StoredMail = {
    id,
    from: env.get('MAIL_FROM') ?? DEFAULT_SENDER,
    sentAt: new Date().toISOString(),
    ...mail,
  }
  await mkdir(mailboxFolder(), { recursive: true, mode: 0o700 })
  await writeFile(join(mailboxFolder(), `${id}.json`), JSON.stringify(stored, null, 2), {
    mode: 0o600,
  })
}

/** The file mailbox, newest first. */
export async function listStoredMails(limit = 25): Promise<StoredMail[]> {
  const names = await readdir(mailboxFolder()).catch(() => [])
  const newest = names
    .filter((name) => FILE_NAME.test(name))
    .sort()
    .reverse()
    .slice(0, limit)
  return Promise.all(newest.map(async (name) => JSON.parse(await readStored(name))))
}

const readStored = (name: string) => readFile(join(mailboxFolder(), name), 'utf8')

function mailboxFolder() {
  return join(env.get('DATA_DIR') ?? 'tmp', 'mailbox')
}
