import { BaseTransformer } from '@adonisjs/core/transformers'
import type Dashboard from '#dashboards/models/dashboard'

/** A dashboard as its page and the list of dashboards show it. */
export default class DashboardTransformer extends BaseTransformer<Dashboard> {
  toObject() {
    return {
      ...this.pick(this.resource, ['slug', 'name', 'description', 'visibility', 'settings']),
      updatedAt: this.resource.updatedAt.toISO()!,
    }
  }
}
