import { BaseSchema } from '@adonisjs/lucid/schema'

/** What one row of a stream stands for: a day, or the week, month, quarter or year that begins on it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE source_streams
        ADD COLUMN period text NOT NULL DEFAULT 'day',
        ADD CONSTRAINT source_streams_period_check
          CHECK (period IN ('day', 'week', 'month', 'quarter', 'year')) NOT VALID;
      ALTER TABLE source_streams VALIDATE CONSTRAINT source_streams_period_check;
    `)
  }
}
