import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** What deliveries say can be read now, such as the address of a report. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE webhook_announcements (
        organization_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        stream text NOT NULL,
        id text NOT NULL,
        fields jsonb NOT NULL,
        announced_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, connection_id, stream, id),
        FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX webhook_announcements_window
        ON webhook_announcements (organization_id, connection_id, stream, announced_at, id);
      ${protectTenantTable('webhook_announcements')}
    `)
  }
}
