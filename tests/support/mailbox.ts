import { listStoredMails } from '#mail/mailbox'

/** The newest mail that was sent to an address, and the path of the link in it. */
export async function lastMailTo(email: string) {
  const mails = await listStoredMails(1_000)
  const mail = mails.find(({ to }) => to === email)
  const address = mail?.text.match(/https?:\/\/\S+/)?.[0]
  return mail ? { ...mail, path: address ? new URL(address).pathname : '' } : undefined
}

/** Everything that was sent to an address, newest first. */
export async function mailsTo(email: string) {
  const mails = await listStoredMails(1_000)
  return mails.filter(({ to }) => to === email)
}
