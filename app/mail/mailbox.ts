import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import env from '#start/env'
import { newId } from '#foundation'
import type { Mail } from './compose_mail.js'

export interface StoredMail extends Omit<Mail, 'attachments' | 'key'> {
  id: string
  /** They lie in the folder of the mail's id. Left out of mails that were stored before there were any. */
  attachments?: { name: string; mediaType: string; bytes: number }[]
  from: string
  sentAt: string
}

const FILE_NAME = /^[0-9a-f-]{36}\.json$/
export const DEFAULT_SENDER = 'Quarterdeck <no-reply@quarterdeck.test>'

/** Keeps a mail as a file that only this process's account can read: it may hold a sign-in link. */
export async function storeMail(
  { key, attachments, ...mail }: Mail,
  from: { name: string; address: string }
): Promise<void> {
  const id = key ?? newId()
  const stored: StoredMail = {
    id,
    from: from.name ? `${from.name} <${from.address}>` : from.address,
    sentAt: new Date().toISOString(),
    ...mail,
    attachments: attachments.map(({ name, mediaType, bytes }) => ({
      ...{ name, mediaType },
      bytes: bytes.length,
    })),
  }
  const folder = attachments.length > 0 ? join(mailboxFolder(), id) : mailboxFolder()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const [place, { bytes }] of attachments.entries()) {
    await writeFile(join(folder, String(place)), bytes, { mode: 0o600 })
  }
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
