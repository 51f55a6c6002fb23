import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE replacements (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        stream_id bigint NOT NULL,
        run_id uuid NOT NULL,
        first_day date NOT NULL,
        last_day date NOT NULL,
        replaced_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, stream_id, run_id)
      );
      ${protectTenantTable('replacements')}
    `)
  }
}
