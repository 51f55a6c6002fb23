import type { HttpContext } from '@adonisjs/core/http'
import { recordSecurityEvent } from '#identity/security_events'
import { endOtherSessions, endSession } from '#identity/sessions_of_person'

/** Ends sessions that a person has opened elsewhere. */
export default class PersonSessionsController {
  async destroy(ctx: HttpContext) {
    const { auth, params, response, session } = ctx
    const { id } = auth.getUserOrFail()
    const isEnded = await endSession(id, params.session)
    if (isEnded) {
      await recordSecurityEvent(ctx, id, 'session_ended')
    }
    session.flash('toast', {
      tone: isEnded ? 'success' : 'notice',
      message: isEnded ? 'The session was signed out.' : 'That session had ended already.',
    })
    return response.redirect().status(303).back()
  }

  async destroyOthers(ctx: HttpContext) {
    const { auth, response, session } = ctx
    const { id } = auth.getUserOrFail()
    const count = await endOtherSessions(id, session.sessionId)
    await recordSecurityEvent(ctx, id, 'sessions_ended')
    session.flash('toast', {
      tone: 'success',
      message:
        count === 0
          ? 'There are no other sessions.'
          : `${count} other ${count === 1 ? 'session was' : 'sessions were'} signed out.`,
    })
    return response.redirect().status(303).back()
  }
}
