import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { RequestEmailVerification } from '#identity/actions/request_email_verification'
import { VerifyEmail } from '#identity/actions/verify_email'

export default class EmailVerificationController {
  /** The link of the mail. It proves the mailbox, whoever is signed in here. */
  async show({ params, response, session }: HttpContext) {
    const user = await new VerifyEmail().execute({ token: params.token, now: DateTime.utc() })
    session.flash('toast', { tone: 'success', message: `${user.email} is confirmed.` })
    return response.redirect().status(303).toPath('/')
  }

  async store({ auth, response, session }: HttpContext) {
    const user = auth.getUserOrFail()
    await new RequestEmailVerification().execute(user)
    const message = `We sent a link to ${user.email}. It works for a day.`
    session.flash('toast', { tone: 'notice', message })
    return response.redirect().status(303).back()
  }
}
