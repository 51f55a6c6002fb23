import type { HttpContext } from '@adonisjs/core/http'
import { SignIn } from '#identity/actions/sign_in'
import { knownDevice } from '#identity/known_device'
import { openSession } from '#identity/open_session'
import { signInValidator } from '#identity/validators/session_validator'

export default class SessionController {
  async create({ auth, inertia, response }: HttpContext) {
    if (await auth.check()) {
      return response.redirect('/')
    }
    // Whoever stands here is signed out, perhaps in another tab: going back shows nothing from before.
    inertia.clearHistory()
    return inertia.render('identity/login', {})
  }

  async store(ctx: HttpContext) {
    const { email, password } = await ctx.request.validateUsing(signInValidator)
    const from = { ip: ctx.request.ip(), device: knownDevice(ctx, email) }
    const user = await new SignIn().execute({ email, password, ...from })
    await openSession(ctx, user)
    return ctx.response.redirect().status(303).toIntended('/')
  }

  async destroy({ auth, response, session }: HttpContext) {
    await auth.use('web').logout()
    session.clear()
    session.regenerate()
    return response.redirect().status(303).toPath('/login')
  }
}
