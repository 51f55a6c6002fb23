import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { signInOrAsk } from '#identity'
import { AcceptInvitation } from '#organizations/actions/accept_invitation'
import { previewInvitation } from '#organizations/queries/preview_invitation'
import InvitationPreviewTransformer from '#organizations/transformers/invitation_preview_transformer'
import { acceptValidator } from '#organizations/validators/organization_validator'

/** The page behind the link of an invitation. */
export default class AcceptanceController {
  async create({ auth, inertia, params, request, response, session }: HttpContext) {
    await auth.check()
    const preview = await previewInvitation(params.token, {
      viewer: auth.user,
      now: DateTime.utc(),
    })
    if (preview.way === 'sign_in') {
      session.setIntendedUrl(request.url())
    }
    response.header('referrer-policy', 'same-origin')
    return inertia.render('identity/invitation', {
      invitation: InvitationPreviewTransformer.transform(preview),
    })
  }

  async store(ctx: HttpContext) {
    const signedIn = await ctx.auth.check()
    const guest = signedIn
      ? { user: ctx.auth.getUserOrFail() }
      : await ctx.request.validateUsing(acceptValidator)
    const { token } = ctx.params
    const ip = ctx.request.ip()
    const user = await new AcceptInvitation().execute({ token, guest, ip, now: DateTime.utc() })
    if (!signedIn) {
      await signInOrAsk(ctx, user, { isFirst: true })
    }
    return ctx.response.redirect().status(303).toPath('/')
  }
}
