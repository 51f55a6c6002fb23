import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whether members need a second factor, and from which networks a key works: from everywhere where none is named. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE organizations ADD COLUMN requires_second_factor boolean NOT NULL DEFAULT false;
      ALTER TABLE api_keys ADD COLUMN networks text[] NOT NULL DEFAULT '{}';
    `)
  }
}
