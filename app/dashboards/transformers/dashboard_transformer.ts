import { BaseTransformer } from '@adonisjs/core/transformers'
import type { HttpContext } from '@adonisjs/core/http'
import { mayManage } from '#dashboards/may_manage'
import type Dashboard from '#dashboards/models/dashboard'

/** A dashboard as its page and the list of dashboards show it, and whether the reader decides who sees it. */
export default class DashboardTransformer extends BaseTransformer<Dashboard> {
  constructor(
    resource: Dashboard,
    protected reader: HttpContext
  ) {
    super(resource)
  }

  toObject() {
    const isManaged = mayManage(this.reader, this.resource)
    const { sharedRoles: roles = [], sharedMembers: members = [] } = this.resource
    return {
      ...this.pick(this.resource, ['slug', 'name', 'description', 'visibility', 'settings']),
      folder: this.resource.folder ?? '',
      revision: this.resource.revision,
      mayManage: isManaged,
      hasOwner: this.resource.createdBy !== null,
      /** With whom, for those who decide it. */
      sharedWith: isManaged ? { roles, members } : { roles: [], members: [] },
      /** Since when its widgets differ from what readers see. */
      draftSince: this.resource.draftSince?.toISO() ?? null,
      updatedAt: this.resource.updatedAt.toISO()!,
    }
  }
}
