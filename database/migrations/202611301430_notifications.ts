import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** What was sent to people, by the key of whoever asked: so that nothing is sent twice. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE notifications (
        organization_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        key text NOT NULL,
        state text NOT NULL CHECK (state IN ('sending', 'sent', 'refused')),
        receipt text,
        reason text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, connection_id, key),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      ${protectTenantTable('notifications')}
    `)
  }
}
