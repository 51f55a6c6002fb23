import { errors, type Limiter } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import { enqueue, newId, Refusal } from '#foundation'
import { networkOf } from '#shared/network'
import { sendPasswordResetJob } from '#identity/jobs/send_password_reset_job'
import User from '#identity/models/user'

const LIMITS = {
  pair: { requests: 3, duration: '1 hour' },
  network: { requests: 20, duration: '1 hour' },
  account: { requests: 10, duration: '1 hour' },
} as const

interface Request {
  email: string
  ip: string
  /** Id of a device on which this person signed in before. */
  device?: string
}

/**
 * Answers nothing: whether there is such an account is nobody's business. Who asks too often is told so, whether there is one
 * or not; where many others asked for the same address, its mailbox holds the links of the last hour, and they work.
 */
export class RequestPasswordReset {
  async execute({ email, ip, device }: Request) {
    const network = networkOf(ip)
    if (!device) {
      await consume(limiter.use(LIMITS.network), `reset:network:${network}`)
    }
    await consume(limiter.use(LIMITS.pair), `reset:pair:${device ?? network}:${email}`)
    await limiter.use(LIMITS.account).attempt(`reset:account:${email}`, async () => {
      const user = await User.findBy('email', email)
      await enqueue(sendPasswordResetJob, { userId: user?.id ?? newId() })
    })
  }
}

async function consume(limit: Limiter, key: string) {
  try {
    await limit.consume(key)
  } catch (error) {
    throw error instanceof errors.E_TOO_MANY_REQUESTS
      ? askedTooOften(error.response.availableIn)
      : error
  }
}

function askedTooOften(retryAfterSeconds: number) {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60))
  return new Refusal({
    code: 'E_TOO_MANY_ATTEMPTS',
    status: 429,
    message: `Links were asked for several times already, so no further one is sent. The last ones work for an hour each: look into the mailbox, also among unwanted mail, or ask again in ${minutes} minute${minutes === 1 ? '' : 's'}.`,
    detail: { retryAfterSeconds },
  })
}
