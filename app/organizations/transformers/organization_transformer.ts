import { BaseTransformer } from '@adonisjs/core/transformers'
import type Organization from '#organizations/models/organization'

/** What a page may know about an organization. */
export default class OrganizationTransformer extends BaseTransformer<Organization> {
  toObject() {
    return this.pick(this.resource, [
      'id',
      'slug',
      'name',
      'timeZone',
      'currency',
      'isSample',
      'isAgency',
    ])
  }
}
