import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Which clients have a copy of an agency's dashboard, and whether it is still equal. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE template_copies (
        organization_id uuid NOT NULL,
        dashboard_id uuid NOT NULL,
        client_id uuid NOT NULL,
        copy_id uuid NOT NULL,
        pushed text NOT NULL,
        pushed_at timestamptz NOT NULL,
        seen text,
        seen_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, dashboard_id, client_id),
        FOREIGN KEY (organization_id, client_id) REFERENCES agency_clients (organization_id, client_id) ON DELETE CASCADE
      );
      CREATE INDEX template_copies_of_client ON template_copies (organization_id, client_id);
      ${protectTenantTable('template_copies')}
    `)
  }
}
