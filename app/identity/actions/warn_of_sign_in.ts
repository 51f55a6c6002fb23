import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { sendMail } from '#mail'
import User from '#identity/models/user'
import type { SecurityEvent } from '#identity/security_events'
import { deviceName } from '#identity/device_name'

/** Tells a person of a sign-in from a device that was not known for them. */
export class WarnOfSignIn {
  async execute({ eventId }: { eventId: string }) {
    const event: (SecurityEvent & { user_id: string; user_agent: string }) | null = await db
      .from('security_events')
      .where('id', eventId)
      .first()
    const user = event && (await User.find(event.user_id))
    if (!user) {
      return
    }
    const at = DateTime.fromJSDate(event.at, { zone: user.timeZone })
    await sendMail({
      to: user.email,
      subject: 'New sign-in to Quarterdeck',
      paragraphs: [
        `Your account was signed in to on a device that it had not been used on before: ${deviceName(event.user_agent)}, address ${event.ip}, ${at.toFormat('d LLLL yyyy, HH:mm')} (${user.timeZone}).`,
        'If it was you, there is nothing to do.',
      ],
      action: { label: 'Set a new password', path: '/forgot-password' },
      closing: 'If it was not you, set a new password. That signs out every session.',
    })
  }
}
