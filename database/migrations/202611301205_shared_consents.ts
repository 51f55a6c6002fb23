import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whose consent a source of a vendor family reads with, where it is not its own. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('ALTER TABLE connections ADD COLUMN consent_holder_id uuid')
  }
}
