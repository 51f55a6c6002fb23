import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory, protectTenantTable } from '#database/tenant_table'

const TENANT_TABLES = ['connections', 'connection_accounts', 'credentials', 'source_streams']

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE connections (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        plugin_id text NOT NULL,
        plugin_version text NOT NULL,
        connector text NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        mode text NOT NULL CHECK (mode IN ('live', 'sandbox')),
        auth_name text NOT NULL,
        settings jsonb NOT NULL DEFAULT '{}',
        public_credentials jsonb NOT NULL DEFAULT '{}',
        state text NOT NULL CHECK (state IN ('pending', 'connected', 'needs_reconnect', 'paused', 'removed')),
        state_kind text CHECK (state_kind IN ('configuration', 'authorization', 'temporary', 'permanent')),
        state_reason text,
        sync_every_minutes integer NOT NULL DEFAULT 60 CHECK (sync_every_minutes >= 5),
        backfill_from date,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, slug)
      );
      CREATE TABLE connection_accounts (
        organization_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        external_id text NOT NULL,
        name text NOT NULL,
        currency text,
        time_zone text,
        attributes jsonb NOT NULL DEFAULT '{}',
        is_selected boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, connection_id, external_id),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE TABLE credentials (
        organization_id uuid NOT NULL,
        connection_id uuid NOT NULL,
        field text NOT NULL,
        key_version integer NOT NULL,
        ciphertext text NOT NULL,
        expires_at timestamptz,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, connection_id, field),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE TABLE source_streams (
        organization_id uuid NOT NULL,
        id bigint NOT NULL,
        connection_id uuid NOT NULL,
        name text NOT NULL,
        mode text NOT NULL CHECK (mode IN ('event', 'daily', 'snapshot')),
        channel text,
        slots jsonb NOT NULL,
        dimensions jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, connection_id, name),
        FOREIGN KEY (organization_id, connection_id)
          REFERENCES connections (organization_id, id) ON DELETE CASCADE
      );
      CREATE TABLE sync_schedule (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        connection_id uuid NOT NULL,
        next_sync_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, connection_id)
      );
      CREATE INDEX sync_schedule_due ON sync_schedule (next_sync_at);
      CREATE TABLE vendor_limits (
        key text PRIMARY KEY,
        window_started_at timestamptz NOT NULL,
        used integer NOT NULL,
        blocked_until timestamptz
      );
      CREATE TABLE vendor_circuits (
        key text PRIMARY KEY,
        failures integer NOT NULL,
        opened_until timestamptz,
        updated_at timestamptz NOT NULL
      );
      ${['sync_schedule', 'vendor_limits', 'vendor_circuits'].map(openDirectory).join('\n')}
      ${TENANT_TABLES.map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
