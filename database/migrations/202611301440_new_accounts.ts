import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whether accounts that the vendor lists for the first time are read without being asked for. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      'ALTER TABLE connections ADD COLUMN adds_accounts boolean NOT NULL DEFAULT true'
    )
  }
}
