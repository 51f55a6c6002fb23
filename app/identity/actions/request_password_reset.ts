import limiter from '@adonisjs/limiter/services/main'
import { enqueue, newId } from '#foundation'
import { sendPasswordResetJob } from '#identity/jobs/send_password_reset_job'
import User from '#identity/models/user'

const LIMITS = {
  account: { requests: 3, duration: '1 hour' },
  address: { requests: 20, duration: '1 hour' },
} as const

/** Answers nothing: whether there is such an account is nobody's business. */
export class RequestPasswordReset {
  async execute({ email, ip }: { email: string; ip: string }) {
    const limits = limiter.multi([
      { ...LIMITS.account, key: `reset:account:${email}` },
      { ...LIMITS.address, key: `reset:address:${ip}` },
    ])
    await limits.attempt(async () => {
      const user = await User.findBy('email', email)
      await enqueue(sendPasswordResetJob, { userId: user?.id ?? newId() })
    })
  }
}
