import { BaseSchema } from '@adonisjs/lucid/schema'

/** What the vendor warned of with its answers (sampled, thresholded), by the days that were asked for. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`ALTER TABLE stream_states ADD COLUMN warnings jsonb NOT NULL DEFAULT '[]'`)
  }
}
