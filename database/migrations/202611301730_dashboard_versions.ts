import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** What of a dashboard was published and when, what is still a draft, and the links that open it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE dashboards
        ADD COLUMN revision integer NOT NULL DEFAULT 0,
        ADD COLUMN draft_since timestamptz,
        ADD COLUMN draft_by uuid REFERENCES users (id) ON DELETE SET NULL;

      CREATE TABLE dashboard_versions (
        organization_id uuid NOT NULL,
        dashboard_id uuid NOT NULL,
        number integer NOT NULL CHECK (number > 0),
        widgets jsonb NOT NULL,
        published_by uuid REFERENCES users (id) ON DELETE SET NULL,
        published_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, dashboard_id, number),
        FOREIGN KEY (organization_id, dashboard_id)
          REFERENCES dashboards (organization_id, id) ON DELETE CASCADE
      );
      CREATE TABLE dashboard_links (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        dashboard_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('link', 'embed')),
        name text NOT NULL,
        token_hash text NOT NULL,
        password_hash text,
        -- Sealed: signs the tokens of an embed.
        secret text,
        parents text[] NOT NULL DEFAULT '{}',
        expires_at timestamptz,
        revoked_at timestamptz,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, token_hash),
        FOREIGN KEY (organization_id, dashboard_id)
          REFERENCES dashboards (organization_id, id) ON DELETE CASCADE
      );
      ${['dashboard_versions', 'dashboard_links'].map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
