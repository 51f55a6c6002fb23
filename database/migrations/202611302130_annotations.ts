import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** What people write down about days. What happened by itself is read where it is kept. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE annotations (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        first_day date NOT NULL,
        last_day date NOT NULL CHECK (last_day >= first_day),
        body text NOT NULL,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      CREATE INDEX ON annotations (organization_id, first_day);
      ${protectTenantTable('annotations')}
    `)
  }
}
