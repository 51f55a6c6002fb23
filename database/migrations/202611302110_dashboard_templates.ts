import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Folders of dashboards, the favourites of each person, and dashboards kept as a pattern for others. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE dashboards ADD COLUMN folder text NOT NULL DEFAULT '';

      CREATE TABLE dashboard_favourites (
        organization_id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        dashboard_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, user_id, dashboard_id),
        FOREIGN KEY (organization_id, dashboard_id)
          REFERENCES dashboards (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX ON dashboard_favourites (organization_id, dashboard_id);
      CREATE TABLE dashboard_templates (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        description text NOT NULL,
        settings jsonb NOT NULL,
        widgets jsonb NOT NULL,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      ${['dashboard_favourites', 'dashboard_templates'].map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
