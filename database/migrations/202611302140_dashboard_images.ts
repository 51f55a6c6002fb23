import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Images on dashboards: few and small, so they are kept, backed up and deleted with everything else. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE dashboard_images (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        media_type text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
        bytes bytea NOT NULL CHECK (octet_length(bytes) <= 2097152),
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      ${protectTenantTable('dashboard_images')}
    `)
  }
}
