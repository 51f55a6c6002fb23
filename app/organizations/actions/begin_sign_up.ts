import hash from '@adonisjs/core/services/hash'
import limiter from '@adonisjs/limiter/services/main'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { enqueue, newId } from '#foundation'
import type { NewAccount } from '#organizations/actions/sign_up'
import { sendSignUpLinkJob } from '#organizations/jobs/send_sign_up_link_job'

const LIFETIME_HOURS = 24
/** Whoever gets these mails did not ask for them, perhaps. */
const MAILS = { requests: 3, duration: '1 day' } as const

/**
 * Keeps what was entered until the address is confirmed. Known and unknown addresses take the same work and get the same
 * answer; only the mail differs. Beyond three mails a day nothing is sent, and nobody is told.
 */
export class BeginSignUp {
  async execute(account: Omit<NewAccount, 'ip'>, now: DateTime) {
    const { email, fullName, password, timeZone, organizationName, currency } = account
    const id = newId()
    const passwordHash = await hash.use().make(password)
    await limiter.use(MAILS).attempt(`sign-up:address:${email}`, async () => {
      await db.table('pending_sign_ups').insert({
        ...{ id, email, currency, full_name: fullName, password_hash: passwordHash },
        ...{ time_zone: timeZone, organization_name: organizationName },
        expires_at: now.plus({ hours: LIFETIME_HOURS }).toJSDate(),
      })
      await enqueue(sendSignUpLinkJob, { pendingId: id })
    })
  }
}
