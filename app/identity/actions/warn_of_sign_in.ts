import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { sendMail } from '#mail'
import User from '#identity/models/user'
import type { SecurityEvent, SecurityEventKind } from '#identity/security_events'
import { deviceName } from '#identity/device_name'

/** Tells a person of a sign-in from a device that was not known for them. */
export class WarnOfSignIn {
  async execute({ eventId }: { eventId: string }) {
    const found = await eventAndPerson(eventId)
    if (!found) {
      return
    }
    await sendMail({
      to: found.user.email,
      subject: 'New sign-in to Quarterdeck',
      paragraphs: [
        `Your account was signed in to on a device that it had not been used on before: ${found.where}.`,
        'If it was you, there is nothing to do.',
      ],
      action: { label: 'Set a new password', path: '/forgot-password' },
      closing: 'If it was not you, set a new password. That signs out every session.',
    })
  }
}

const CHANGES: Partial<Record<SecurityEventKind, string>> = {
  authenticator_added: 'an authenticator app was added',
  authenticator_removed: 'the authenticator app was removed',
  passkey_added: 'a passkey was added',
  passkey_removed: 'a passkey was removed',
  recovery_code_used: 'a recovery code was used to sign in',
  recovery_codes_renewed: 'new recovery codes were created, and the old ones no longer work',
  provider_linked: 'an account of another provider was linked',
  provider_unlinked: 'an account of another provider was unlinked',
  locked_out:
    'many wrong passwords or codes were tried, so sign-in from devices that are not known is blocked for a while',
}

/** Tells a person of a change to how they sign in. */
export class TellOfChange {
  async execute({ eventId }: { eventId: string }) {
    const found = await eventAndPerson(eventId)
    const change = found && CHANGES[found.event.kind]
    if (!change) {
      return
    }
    await sendMail({
      to: found.user.email,
      subject: 'Sign-in to your Quarterdeck account',
      paragraphs: [
        `About your account: ${change}. It came from ${found.where}.`,
        'If it was you, there is nothing to do.',
      ],
      action: { label: 'Set a new password', path: '/forgot-password' },
      closing:
        'If it was not you, set a new password, which signs out every session, and look through Settings, Your profile.',
    })
  }
}

async function eventAndPerson(eventId: string) {
  const event: (SecurityEvent & { user_id: string | null; user_agent: string }) | null = await db
    .from('security_events')
    .where('id', eventId)
    .first()
  const user = event?.user_id ? await User.find(event.user_id) : null
  if (!event || !user) {
    return undefined
  }
  const at = DateTime.fromJSDate(event.at, { zone: user.timeZone })
  const moment = `${at.toFormat('d LLLL yyyy, HH:mm')} (${user.timeZone})`
  return { event, user, where: `${deviceName(event.user_agent)}, address ${event.ip}, ${moment}` }
}
