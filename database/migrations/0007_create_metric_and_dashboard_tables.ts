import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

const TENANT_TABLES = ['source_metrics', 'dashboards', 'dashboard_widgets']

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE source_metrics (
        organization_id uuid NOT NULL,
        id text NOT NULL,
        connection_id uuid NOT NULL,
        label text NOT NULL,
        unit text NOT NULL,
        aggregation text NOT NULL,
        direction text NOT NULL DEFAULT 'up' CHECK (direction IN ('up', 'down', 'none')),
        currency text,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE TABLE dashboards (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        visibility text NOT NULL CHECK (visibility IN ('private', 'organization')),
        settings jsonb NOT NULL DEFAULT '{}',
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, slug)
      );
      CREATE TABLE dashboard_widgets (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        dashboard_id uuid NOT NULL,
        position integer NOT NULL,
        title text NOT NULL,
        view text NOT NULL CHECK (view IN ('metric', 'line', 'bar', 'table', 'text')),
        width integer NOT NULL CHECK (width IN (3, 4, 6, 8, 12)),
        query jsonb NOT NULL DEFAULT '{}',
        body text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        removed_at timestamptz,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, dashboard_id)
          REFERENCES dashboards (organization_id, id) ON DELETE CASCADE
      );
      ${TENANT_TABLES.map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
