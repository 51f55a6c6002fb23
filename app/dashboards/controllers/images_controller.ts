import type { HttpContext } from '@adonisjs/core/http'
import { recordAudit } from '#audit'
import { currentTenant, withTenant } from '#foundation'
import { noImage, receiveImage } from '#dashboards/images/receive_image'
import { findImage, storeImage, type StoredImage } from '#dashboards/images/stored_images'

/** Images that stand on dashboards. */
export default class ImagesController {
  /** The image is the body. It is here before the transaction opens, so that a slow line holds none. */
  async store({ auth, organization, request, response }: HttpContext) {
    if (!request.is(['image/*'])) {
      throw noImage()
    }
    const received = await receiveImage(request.request)
    const actorId = auth.getUserOrFail().id
    const id = await withTenant(organization.id, async (tenant) => {
      const stored = await storeImage(tenant, received, actorId)
      await recordAudit(tenant, {
        actorId,
        action: 'dashboard.image_added',
        subject: `dashboard_image:${stored}`,
        ip: request.ip(),
      })
      return stored
    })
    return response.status(201).json({ id })
  }

  async show(ctx: HttpContext) {
    return sendImage(ctx, await findImage(currentTenant(), ctx.params.image))
  }
}

/** As the type that it was seen to be, and as nothing that a browser would run. */
export function sendImage({ response }: HttpContext, { type, content }: StoredImage) {
  response.header('content-type', type)
  response.header('content-security-policy', "default-src 'none'; sandbox")
  response.header('content-disposition', 'inline')
  response.header('cache-control', 'private, max-age=86400, immutable')
  return response.send(content)
}
