import { BaseSchema } from '@adonisjs/lucid/schema'

/** Since when, and why, the vendor no longer lets an account be read that a person chose. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE connection_accounts
        ADD COLUMN unread_since timestamptz,
        ADD COLUMN unread_reason text;
    `)
  }
}
