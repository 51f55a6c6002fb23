import type { HttpRequest } from '@adonisjs/core/http'
import env from '#start/env'
import { isMailboxOpen } from './is_mailbox_open.js'

interface Notice {
  tone: 'success' | 'notice'
  message: string
  action?: { label: string; method: 'get'; href: string }
}

/** What to say after a mail, true also of an installation without a mail server, whose mail does not leave. */
export async function sentNotice(request: HttpRequest, message: string): Promise<Notice> {
  if (env.get('MAIL_TRANSPORT') === 'smtp') {
    return { tone: 'success', message }
  }
  return (await isMailboxOpen(request))
    ? {
        tone: 'notice',
        message: `${message} This installation has no mail server: its mail is in the local mailbox.`,
        action: { label: 'Open mailbox', method: 'get', href: '/dev/mailbox' },
      }
    : {
        tone: 'notice',
        message: `${message} This installation has no mail server: ask the operator for the link.`,
      }
}
