import { BaseTransformer } from '@adonisjs/core/transformers'
import type { CountedRole } from '#organizations/queries/list_custom_roles'

export default class CustomRoleTransformer extends BaseTransformer<CountedRole> {
  toObject() {
    return this.pick(this.resource, ['id', 'name', 'base', 'permissions', 'members'])
  }
}
