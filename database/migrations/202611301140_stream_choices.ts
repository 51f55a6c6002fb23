import { BaseSchema } from '@adonisjs/lucid/schema'

/** Streams that a person switched on or off, by name; of the others the manifest decides. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`ALTER TABLE connections ADD COLUMN stream_choices jsonb NOT NULL DEFAULT '{}'`)
  }
}
