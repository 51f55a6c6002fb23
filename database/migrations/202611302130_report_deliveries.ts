import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

const TABLES = ['report_schedules', 'report_deliveries']

/** When reports are sent to whom, and what was sent. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE report_schedules (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        report_id uuid NOT NULL,
        rule jsonb NOT NULL,
        time_zone text NOT NULL,
        recipients text[] NOT NULL,
        formats text[] NOT NULL,
        -- What happens with a report that the send gate finds wrong.
        on_findings text NOT NULL CHECK (on_findings IN ('hold', 'mark', 'fallback')),
        fallback_recipients text[] NOT NULL DEFAULT '{}',
        message text NOT NULL DEFAULT '',
        is_on boolean NOT NULL DEFAULT true,
        next_at timestamptz NOT NULL,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, report_id) REFERENCES reports (organization_id, id) ON DELETE CASCADE
      );
      ALTER TABLE report_runs
        ADD COLUMN schedule_id uuid,
        ADD COLUMN slot timestamptz,
        ADD COLUMN released_by uuid REFERENCES users (id) ON DELETE SET NULL,
        ADD CONSTRAINT report_runs_schedule FOREIGN KEY (organization_id, schedule_id)
          REFERENCES report_schedules (organization_id, id) ON DELETE SET NULL (schedule_id),
        ADD CONSTRAINT report_runs_one_per_slot UNIQUE (organization_id, schedule_id, slot);
      CREATE TABLE report_deliveries (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        run_id uuid NOT NULL,
        recipient text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
        attempts smallint NOT NULL DEFAULT 0,
        reason text,
        created_at timestamptz NOT NULL,
        settled_at timestamptz,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, run_id, recipient),
        FOREIGN KEY (organization_id, run_id) REFERENCES report_runs (organization_id, id) ON DELETE CASCADE
      );
      ${TABLES.map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
