import { BaseTransformer } from '@adonisjs/core/transformers'
import type { OpenInvitation } from '#organizations/queries/list_team'

export default class InvitationTransformer extends BaseTransformer<OpenInvitation> {
  toObject() {
    const { invitation, isExpired } = this.resource
    const { id, email, role, customRoleId, expiresAt } = invitation
    return { id, email, role: customRoleId ?? role, isExpired, expiresAt: expiresAt.toISO()! }
  }
}
