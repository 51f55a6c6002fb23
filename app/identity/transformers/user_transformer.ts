import { BaseTransformer } from '@adonisjs/core/transformers'
import type User from '#identity/models/user'

/** What a page may know about the signed-in person. */
export default class UserTransformer extends BaseTransformer<User> {
  toObject() {
    return {
      ...this.pick(this.resource, ['id', 'email', 'fullName', 'locale', 'timeZone']),
      isEmailVerified: Boolean(this.resource.emailVerifiedAt),
    }
  }
}
