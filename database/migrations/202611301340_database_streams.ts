import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** What people chose to read from their databases, and where readings go on that do not go by days. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE database_streams (
        organization_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        name text NOT NULL,
        stream jsonb NOT NULL,
        choice jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, connection_id, name),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      ALTER TABLE stream_states ADD COLUMN mark jsonb;
      ${protectTenantTable('database_streams')}
    `)
  }
}
