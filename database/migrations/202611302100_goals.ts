import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** What organizations want of a metric in each month, quarter or year, and from when on they want how much. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE goals (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        question jsonb NOT NULL,
        outcome text,
        aim text NOT NULL CHECK (aim IN ('at_least', 'at_most')),
        period text NOT NULL CHECK (period IN ('month', 'quarter', 'year')),
        pace text NOT NULL CHECK (pace IN ('linear', 'working_days', 'seasonal')),
        owner_id uuid,
        starts_on date NOT NULL,
        ends_on date,
        created_by uuid,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        CHECK (ends_on >= starts_on)
      );
      CREATE TABLE goal_targets (
        organization_id uuid NOT NULL,
        goal_id uuid NOT NULL,
        subject text NOT NULL,
        from_day date NOT NULL,
        label text NOT NULL,
        amount double precision NOT NULL,
        PRIMARY KEY (organization_id, goal_id, subject, from_day),
        FOREIGN KEY (organization_id, goal_id) REFERENCES goals (organization_id, id) ON DELETE CASCADE
      );
      ${protectTenantTable('goals')}
      ${protectTenantTable('goal_targets')}
    `)
  }
}
