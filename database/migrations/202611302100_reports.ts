import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Reports, their versions, and what was made of them. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE reports (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        document jsonb NOT NULL,
        -- Rises with each save, and is the number of the version that the save kept.
        revision integer NOT NULL DEFAULT 1,
        -- What its template needed and the organization did not have.
        left_out jsonb NOT NULL DEFAULT '[]',
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        PRIMARY KEY (organization_id, id)
      );
      CREATE TABLE report_versions (
        organization_id uuid NOT NULL,
        report_id uuid NOT NULL,
        number integer NOT NULL CHECK (number > 0),
        name text NOT NULL,
        document jsonb NOT NULL,
        saved_by uuid REFERENCES users (id) ON DELETE SET NULL,
        saved_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, report_id, number),
        FOREIGN KEY (organization_id, report_id) REFERENCES reports (organization_id, id) ON DELETE CASCADE
      );
      CREATE TABLE report_runs (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        report_id uuid NOT NULL,
        version integer NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'held', 'finished', 'failed', 'discarded')),
        formats text[] NOT NULL,
        -- What was read when it was made: its numbers stay what they were.
        contents jsonb,
        findings jsonb NOT NULL DEFAULT '[]',
        code text,
        message text,
        requested_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, report_id) REFERENCES reports (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX report_runs_of_report ON report_runs (organization_id, report_id, created_at DESC);
      CREATE TABLE report_files (
        organization_id uuid NOT NULL,
        run_id uuid NOT NULL,
        format text NOT NULL,
        media_type text NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (organization_id, run_id, format),
        FOREIGN KEY (organization_id, run_id) REFERENCES report_runs (organization_id, id) ON DELETE CASCADE
      );
      ALTER TABLE report_files ALTER COLUMN bytes SET STORAGE EXTERNAL;
      ${['reports', 'report_versions', 'report_runs', 'report_files'].map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
