import { BaseEvent } from '@adonisjs/core/events'
import type User from '#identity/models/user'

export class PersonSignedIn extends BaseEvent {
  constructor(
    readonly user: User,
    readonly ip: string
  ) {
    super()
  }
}
