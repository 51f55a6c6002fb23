import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** What people say about a dashboard, and whom they told. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE dashboard_comments (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        dashboard_id uuid NOT NULL,
        body text NOT NULL,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, dashboard_id)
          REFERENCES dashboards (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX ON dashboard_comments (organization_id, dashboard_id);
      CREATE TABLE dashboard_mentions (
        organization_id uuid NOT NULL,
        comment_id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        mailed_at timestamptz,
        seen_at timestamptz,
        PRIMARY KEY (organization_id, comment_id, user_id),
        FOREIGN KEY (organization_id, comment_id)
          REFERENCES dashboard_comments (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX ON dashboard_mentions (organization_id, user_id) WHERE seen_at IS NULL;
      ${['dashboard_comments', 'dashboard_mentions'].map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
