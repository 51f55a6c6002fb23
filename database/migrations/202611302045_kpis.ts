import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Metrics that organizations define by formulas, and every revision of them. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE kpis (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id text NOT NULL,
        revision integer NOT NULL,
        created_by uuid,
        created_at timestamptz NOT NULL,
        deleted_at timestamptz,
        PRIMARY KEY (organization_id, id)
      );
      CREATE TABLE kpi_revisions (
        organization_id uuid NOT NULL,
        kpi_id text NOT NULL,
        revision integer NOT NULL,
        label text NOT NULL,
        help text NOT NULL,
        formula text NOT NULL,
        direction text NOT NULL CHECK (direction IN ('up', 'down', 'none')),
        decimals smallint,
        changed_by uuid,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, kpi_id, revision),
        FOREIGN KEY (organization_id, kpi_id) REFERENCES kpis (organization_id, id) ON DELETE CASCADE
      );
      ${protectTenantTable('kpis')}
      ${protectTenantTable('kpi_revisions')}
    `)
  }
}
