import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory, protectTenantTable } from '#database/tenant_table'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE plugin_versions (
        plugin_id text NOT NULL,
        version text NOT NULL,
        sdk text NOT NULL,
        manifest jsonb NOT NULL,
        checksum text NOT NULL,
        state text NOT NULL CHECK (state IN ('available', 'invalid', 'incompatible', 'broken', 'yanked')),
        reason text,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (plugin_id, version)
      );
      CREATE TABLE platform_oauth_clients (
        plugin_id text NOT NULL,
        auth_name text NOT NULL,
        client_id text NOT NULL,
        client_secret text NOT NULL,
        extra jsonb NOT NULL DEFAULT '{}',
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (plugin_id, auth_name)
      );
      CREATE TABLE plugin_installs (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        plugin_id text NOT NULL,
        version text NOT NULL,
        wanted_version text NOT NULL,
        state text NOT NULL CHECK (state IN
          ('installing', 'consent', 'enabled', 'disabled', 'upgrading', 'failed', 'uninstalling')),
        reason text,
        settings jsonb NOT NULL DEFAULT '{}',
        granted_scopes text[] NOT NULL DEFAULT '{}',
        installed_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, plugin_id)
      );
      CREATE TABLE data_keys (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        version integer NOT NULL,
        wrapped_key text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, version)
      );
      ${['plugin_versions', 'platform_oauth_clients'].map(openDirectory).join('\n')}
      ${['plugin_installs', 'data_keys'].map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
