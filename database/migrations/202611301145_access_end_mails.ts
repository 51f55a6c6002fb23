import { BaseSchema } from '@adonisjs/lucid/schema'

/** The end of a consent that people were written about: each end is told of once. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('ALTER TABLE connections ADD COLUMN access_end_mailed timestamptz')
  }
}
