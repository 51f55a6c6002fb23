import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** One row for each transaction that changed an organization's data; together they name its state (`foundation/data_version.ts`). */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE data_changes (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      ${protectTenantTable('data_changes')}
    `)
  }
}
