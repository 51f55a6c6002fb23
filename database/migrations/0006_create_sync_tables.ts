import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

const TENANT_TABLES = [
  'stream_states',
  'sync_runs',
  'rejected_records',
  'raw_pages',
  'reconciliations',
  'imports',
  'import_mappings',
]

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE stream_states (
        organization_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        stream text NOT NULL,
        part text NOT NULL,
        done text,
        at jsonb,
        state_version integer NOT NULL DEFAULT 1,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, connection_id, stream, part),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE TABLE sync_runs (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        connection_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('scheduled', 'manual', 'backfill', 'import')),
        status text NOT NULL CHECK (status IN
          ('queued', 'running', 'waiting', 'succeeded', 'partial', 'failed', 'cancelled')),
        window_from date,
        window_to date,
        records_read bigint NOT NULL DEFAULT 0,
        records_written bigint NOT NULL DEFAULT 0,
        records_restated bigint NOT NULL DEFAULT 0,
        records_unchanged bigint NOT NULL DEFAULT 0,
        records_rejected bigint NOT NULL DEFAULT 0,
        pages bigint NOT NULL DEFAULT 0,
        progress jsonb NOT NULL DEFAULT '{}',
        error_kind text CHECK (error_kind IN ('configuration', 'authorization', 'temporary', 'permanent')),
        error_code text,
        error_message text,
        correlation_id text NOT NULL,
        requested_by uuid REFERENCES users (id) ON DELETE SET NULL,
        lease uuid,
        attempts integer NOT NULL DEFAULT 0,
        resume_at timestamptz,
        cancel_requested_at timestamptz,
        queued_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX sync_runs_one_active ON sync_runs (organization_id, connection_id)
        WHERE kind <> 'import' AND status IN ('queued', 'running', 'waiting');
      CREATE INDEX sync_runs_history ON sync_runs (organization_id, connection_id, queued_at DESC);
      CREATE TABLE rejected_records (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        connection_id uuid NOT NULL,
        run_id uuid NOT NULL,
        stream text NOT NULL,
        position bigint NOT NULL,
        code text NOT NULL,
        field text,
        reason text NOT NULL,
        raw jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        resolved_at timestamptz,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX rejected_records_run ON rejected_records (organization_id, run_id, position);
      CREATE TABLE raw_pages (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        connection_id uuid NOT NULL,
        run_id uuid NOT NULL,
        stream text NOT NULL,
        part text NOT NULL,
        sequence integer NOT NULL,
        body bytea NOT NULL,
        fetched_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX raw_pages_run ON raw_pages (organization_id, run_id, stream, part, sequence);
      CREATE INDEX raw_pages_expiry ON raw_pages (organization_id, expires_at);
      CREATE TABLE reconciliations (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        connection_id uuid NOT NULL,
        run_id uuid NOT NULL,
        stream text NOT NULL,
        part text NOT NULL,
        metric text NOT NULL,
        currency text,
        window_from date NOT NULL,
        window_to date NOT NULL,
        status text NOT NULL CHECK (status IN ('matched', 'gap', 'unavailable')),
        vendor_total float8,
        stored_total float8,
        matched_percent float8,
        reason text,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX reconciliations_latest
        ON reconciliations (organization_id, connection_id, stream, created_at DESC);
      CREATE TABLE imports (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        connection_id uuid,
        run_id uuid,
        file_name text NOT NULL,
        stored_path text NOT NULL,
        byte_size bigint NOT NULL,
        checksum text NOT NULL,
        source text,
        source_name text,
        last_position bigint NOT NULL DEFAULT 0,
        state text NOT NULL CHECK (state IN
          ('uploaded', 'inspected', 'queued', 'running', 'finished', 'failed', 'undoing', 'undone')),
        format jsonb NOT NULL DEFAULT '{}',
        mapping jsonb NOT NULL DEFAULT '{}',
        inspection jsonb NOT NULL DEFAULT '{}',
        outcome jsonb NOT NULL DEFAULT '{}',
        error_code text,
        error_message text,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      CREATE INDEX imports_checksum ON imports (organization_id, checksum);
      CREATE TABLE import_mappings (
        organization_id uuid NOT NULL,
        header_signature text NOT NULL,
        format jsonb NOT NULL,
        mapping jsonb NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, header_signature)
      );
      ${TENANT_TABLES.map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
