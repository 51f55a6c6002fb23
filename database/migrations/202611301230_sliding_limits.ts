import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * When requests were let out, and how many at each moment. A count since a beginning let twice the limit out around the end of a
 * window, where a vendor that counts its own windows saw them together.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`ALTER TABLE vendor_limits
      ADD COLUMN moments bigint[] NOT NULL DEFAULT '{}',
      ADD COLUMN counts integer[] NOT NULL DEFAULT '{}'`)
  }
}
