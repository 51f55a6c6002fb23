import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Links that open what was made of a report to people without an account. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE report_links (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        run_id uuid NOT NULL,
        token_hash text NOT NULL,
        password_hash text,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, token_hash),
        FOREIGN KEY (organization_id, run_id) REFERENCES report_runs (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX report_links_of_run ON report_links (organization_id, run_id);
      -- Read before each run is enqueued: the more of an organization wait, the later comes the next.
      CREATE INDEX report_runs_waiting ON report_runs (organization_id) WHERE state = 'waiting';
      ${protectTenantTable('report_links')}
    `)
  }
}
