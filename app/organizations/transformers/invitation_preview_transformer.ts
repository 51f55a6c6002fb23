import { BaseTransformer } from '@adonisjs/core/transformers'
import type { InvitationPreview } from '#organizations/types'

export default class InvitationPreviewTransformer extends BaseTransformer<InvitationPreview> {
  toObject() {
    return this.pick(this.resource, ['organizationName', 'roleName', 'email', 'inviterName', 'way'])
  }
}
