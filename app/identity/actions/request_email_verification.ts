import limiter from '@adonisjs/limiter/services/main'
import { enqueue, Refusal } from '#foundation'
import { sendEmailVerificationJob } from '#identity/jobs/send_email_verification_job'
import type User from '#identity/models/user'

const LIMIT = { requests: 3, duration: '1 hour' } as const

/** Asks for a link to the person's own mailbox. */
export class RequestEmailVerification {
  async execute(user: User) {
    if (user.emailVerifiedAt) {
      return
    }
    const isSent = await limiter
      .use(LIMIT)
      .attempt(`verify:${user.id}`, () => enqueue(sendEmailVerificationJob, { userId: user.id }))
    if (isSent === undefined) {
      throw new Refusal({
        code: 'E_TOO_MANY_ATTEMPTS',
        status: 429,
        message:
          'Three links were mailed within this hour, and the last of them works for a day. Look into the mailbox, also among unwanted mail, or ask again in an hour.',
      })
    }
  }
}
