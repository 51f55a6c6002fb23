import type { HttpContext } from '@adonisjs/core/http'
import { hasSecondFactor } from '#identity/second_factor/factors'
import { securityEventsOf } from '#identity/security_events'
import { sessionsOfPerson } from '#identity/sessions_of_person'
import { deviceName } from '#identity/device_name'

/** What a person sees of their own sessions and sign-ins. No id of a session is in it. */
export async function personSecurity({ auth, session }: HttpContext) {
  const { id } = auth.getUserOrFail()
  const [sessions, events] = [
    await sessionsOfPerson(id, session.sessionId),
    await securityEventsOf(id),
  ]
  return {
    hasSecondFactor: await hasSecondFactor(id),
    sessions: sessions.map(({ handle, ip, userAgent, startedAt, seenAt, isCurrent }) => ({
      handle,
      device: deviceName(userAgent),
      ip,
      startedAt: startedAt?.toISOString() ?? null,
      seenAt: seenAt?.toISOString() ?? null,
      isCurrent,
    })),
    events: events.map(({ id: eventId, kind, ip, userAgent, at }) => ({
      id: eventId,
      kind,
      device: deviceName(userAgent),
      ip,
      at: at.toISOString(),
    })),
  }
}
