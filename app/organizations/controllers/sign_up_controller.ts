import limiter from '@adonisjs/limiter/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import { openSession, RequestEmailVerification } from '#identity'
import { networkOf } from '#shared/network'
import { SignUp } from '#organizations/actions/sign_up'
import { signUpValidator } from '#organizations/validators/organization_validator'

/** One household or office may make several accounts; nobody makes them by the hundred. */
const LIMIT = { requests: 20, duration: '1 hour' } as const

export default class SignUpController {
  async create({ auth, inertia, response }: HttpContext) {
    if (await auth.check()) {
      return response.redirect('/')
    }
    return inertia.render('identity/signup', {})
  }

  async store(ctx: HttpContext) {
    const account = await ctx.request.validateUsing(signUpValidator)
    const ip = ctx.request.ip()
    await limiter.use(LIMIT).consume(`sign-up:network:${networkOf(ip)}`)
    const user = await new SignUp().execute({ ...account, ip })
    await new RequestEmailVerification().execute(user)
    await openSession(ctx, user, { isFirst: true })
    return ctx.response.redirect().status(303).toIntended('/')
  }
}
