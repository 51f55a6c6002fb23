import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory, protectTenantTable } from '#database/tenant_table'

const TENANT_TABLES = ['webhook_endpoints', 'webhook_deliveries', 'webhook_versions']

const OF_CONNECTION = `FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE`

/** Addresses of sources, what arrived at them, and which state of a record was the newest. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE webhook_directory (
        token_hash text PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        connection_id uuid NOT NULL
      );
      CREATE INDEX webhook_directory_connection ON webhook_directory (connection_id);
      CREATE TABLE webhook_endpoints (
        organization_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        registration text NOT NULL CHECK (registration IN ('manual', 'waiting', 'registered', 'failed')),
        registration_reason text,
        mapping jsonb,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, connection_id),
        ${OF_CONNECTION}
      );
      CREATE TABLE webhook_deliveries (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        connection_id uuid NOT NULL,
        event_id text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('landed', 'ignored', 'waiting', 'failed', 'refused')),
        code text,
        reason text,
        stream text,
        headers jsonb NOT NULL DEFAULT '{}',
        query jsonb NOT NULL DEFAULT '{}',
        body bytea,
        byte_size integer NOT NULL,
        times integer NOT NULL DEFAULT 1,
        attempts integer NOT NULL DEFAULT 0,
        records integer NOT NULL DEFAULT 0,
        run_id uuid,
        received_at timestamptz NOT NULL,
        last_received_at timestamptz NOT NULL,
        settled_at timestamptz,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        ${OF_CONNECTION}
      );
      CREATE UNIQUE INDEX webhook_deliveries_event
        ON webhook_deliveries (organization_id, connection_id, event_id);
      CREATE INDEX webhook_deliveries_latest
        ON webhook_deliveries (organization_id, connection_id, last_received_at DESC);
      CREATE INDEX webhook_deliveries_waiting
        ON webhook_deliveries (organization_id, connection_id, received_at, id) WHERE outcome = 'waiting';
      CREATE INDEX webhook_deliveries_expiry ON webhook_deliveries (organization_id, expires_at);
      CREATE TABLE webhook_versions (
        organization_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        stream text NOT NULL,
        record_key text NOT NULL,
        version float8 NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, connection_id, stream, record_key),
        ${OF_CONNECTION}
      );
      ALTER TABLE sync_runs DROP CONSTRAINT sync_runs_kind_check;
      ALTER TABLE sync_runs ADD CONSTRAINT sync_runs_kind_check
        CHECK (kind IN ('scheduled', 'manual', 'backfill', 'import', 'webhook')) NOT VALID;
      ALTER TABLE sync_runs ADD COLUMN streams text[];
      ${TENANT_TABLES.map((table) => protectTenantTable(table)).join('\n')}
      ${openDirectory('webhook_directory')}
      REVOKE UPDATE ON webhook_directory FROM quarterdeck_app, quarterdeck_worker, quarterdeck_platform;
    `)
  }
}
