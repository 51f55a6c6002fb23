import { BaseSchema } from '@adonisjs/lucid/schema'

/** A notice tells colleagues that a report was held or could not be made. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE report_deliveries
        ADD COLUMN kind text NOT NULL DEFAULT 'report' CHECK (kind IN ('report', 'notice')),
        DROP CONSTRAINT report_deliveries_organization_id_run_id_recipient_key,
        ADD CONSTRAINT report_deliveries_once UNIQUE (organization_id, run_id, kind, recipient);
    `)
  }
}
