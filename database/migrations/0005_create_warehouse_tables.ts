import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

const TENANT_TABLES = [
  'entities',
  'breakdowns',
  'facts',
  'fact_places',
  'fact_revisions',
  'undone_runs',
  'daily_rollups',
  'dirty_buckets',
  'events',
  'exchange_rates',
]

/** Typed columns for the first sixteen numbers of a stream; a wider stream continues in `more`. */
const SLOTS = Array.from({ length: 16 }, (_, index) => `m${String(index).padStart(2, '0')} float8`)

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE entities (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id bigint NOT NULL,
        connection_id uuid NOT NULL,
        kind text NOT NULL,
        external_id text NOT NULL,
        parent_id bigint,
        name text NOT NULL,
        ancestors jsonb NOT NULL DEFAULT '{}',
        attributes jsonb,
        synced_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, connection_id, kind, external_id)
      );
      CREATE TABLE breakdowns (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id bigint NOT NULL,
        dimensions jsonb NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      CREATE TABLE facts (
        organization_id uuid NOT NULL,
        stream_id bigint NOT NULL,
        day date NOT NULL,
        entity_id bigint NOT NULL,
        breakdown_id bigint NOT NULL,
        run_id uuid NOT NULL,
        first_synced_at timestamptz NOT NULL,
        synced_at timestamptz NOT NULL,
        currency text,
        ${SLOTS.join(',\n        ')},
        more float8[],
        PRIMARY KEY (organization_id, stream_id, day, entity_id, breakdown_id)
      );
      CREATE TABLE fact_places (
        organization_id uuid NOT NULL,
        stream_id bigint NOT NULL,
        entity_id bigint NOT NULL,
        day date NOT NULL,
        breakdown_id bigint NOT NULL,
        PRIMARY KEY (organization_id, stream_id, entity_id)
      );
      CREATE TABLE undone_runs (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        run_id uuid NOT NULL,
        undone_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, run_id)
      );
      CREATE TABLE fact_revisions (
        organization_id uuid NOT NULL,
        stream_id bigint NOT NULL,
        day date NOT NULL,
        entity_id bigint NOT NULL,
        breakdown_id bigint NOT NULL,
        revised_at timestamptz NOT NULL,
        run_id uuid NOT NULL,
        previous_run_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('restated', 'removed', 'undone')),
        first_synced_at timestamptz NOT NULL,
        synced_at timestamptz NOT NULL,
        currency text,
        numbers float8[] NOT NULL,
        PRIMARY KEY (organization_id, stream_id, day, entity_id, breakdown_id, revised_at, run_id, synced_at)
      );
      CREATE TABLE daily_rollups (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        stream_id bigint NOT NULL,
        day date NOT NULL,
        currency text NOT NULL DEFAULT '',
        rows bigint NOT NULL,
        sums float8[] NOT NULL,
        synced_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, stream_id, day, currency)
      );
      CREATE TABLE dirty_buckets (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        stream_id bigint NOT NULL,
        day date NOT NULL,
        marked_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, stream_id, day)
      );
      CREATE TABLE events (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        day date NOT NULL,
        id uuid NOT NULL,
        connection_id uuid,
        run_id uuid,
        occurred_at timestamptz NOT NULL,
        name text NOT NULL,
        actor text,
        session text,
        entity_id bigint,
        properties jsonb NOT NULL DEFAULT '{}',
        revenue_micros bigint,
        currency text,
        PRIMARY KEY (organization_id, day, id)
      );
      CREATE TABLE exchange_rates (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        day date NOT NULL,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        per_euro float8 NOT NULL CHECK (per_euro > 0),
        source text NOT NULL,
        PRIMARY KEY (organization_id, day, currency)
      );
      ${TENANT_TABLES.map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
