import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/**
 * Sums of a stream by more than its days: by breakdown, by entity, by month. Which of these a stream has is in
 * `rollup_shapes`, chosen by measured size (`app/warehouse/grouping`). No foreign key on the sums, as on facts.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE rollup_shapes (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        stream_id bigint NOT NULL,
        id smallint NOT NULL,
        period text NOT NULL CHECK (period IN ('day', 'month')),
        by_entity boolean NOT NULL,
        dimensions text[],
        share float8 NOT NULL,
        PRIMARY KEY (organization_id, stream_id, id)
      );
      CREATE TABLE grouped_rollups (
        organization_id uuid NOT NULL,
        stream_id bigint NOT NULL,
        shape_id smallint NOT NULL,
        day date NOT NULL,
        entity_id bigint NOT NULL,
        breakdown_id bigint NOT NULL,
        currency text NOT NULL DEFAULT '',
        rows bigint NOT NULL,
        sums float8[] NOT NULL,
        synced_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, stream_id, shape_id, day, entity_id, breakdown_id, currency)
      );
      ALTER TABLE source_streams ADD COLUMN measured_facts bigint NOT NULL DEFAULT 0;
      ${protectTenantTable('rollup_shapes')}
      ${protectTenantTable('grouped_rollups')}
    `)
  }
}
