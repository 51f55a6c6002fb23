import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory, protectTenantTable } from '#database/tenant_table'

/**
 * Brands of agencies, and the names they answer under. What a brand shows is shown to whoever opens its host, before anybody is known, so it
 * stands in directories; its pictures are read once the host has said whose they are.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE brand_directory (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        name text NOT NULL,
        colour text NOT NULL CHECK (colour ~ '^#[0-9a-f]{6}$'),
        help_url text,
        sender_name text NOT NULL,
        sender_address text,
        logo_version text,
        icon_version text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX brand_directory_of_agency ON brand_directory (organization_id, id);
      CREATE TABLE brand_hosts (
        host text NOT NULL CHECK (host = lower(host)),
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        brand_id uuid NOT NULL REFERENCES brand_directory (id) ON DELETE CASCADE,
        token text NOT NULL,
        verified_at timestamptz,
        checked_at timestamptz,
        failing_since timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (host, organization_id)
      );
      CREATE UNIQUE INDEX brand_hosts_verified ON brand_hosts (host) WHERE verified_at IS NOT NULL;
      CREATE INDEX brand_hosts_of_brand ON brand_hosts (brand_id);
      CREATE INDEX brand_hosts_of_agency ON brand_hosts (organization_id);
      CREATE TABLE brand_host_releases (
        host text PRIMARY KEY,
        organization_id uuid NOT NULL,
        released_at timestamptz NOT NULL
      );
      CREATE TABLE organization_brands (
        client_id uuid PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        brand_id uuid NOT NULL REFERENCES brand_directory (id) ON DELETE CASCADE
      );
      CREATE INDEX organization_brands_of_brand ON organization_brands (brand_id);
      CREATE INDEX organization_brands_of_agency ON organization_brands (organization_id);
      CREATE TABLE brand_files (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        brand_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('logo', 'icon')),
        media_type text NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (organization_id, brand_id, kind)
      );
      ${['brand_directory', 'brand_hosts', 'brand_host_releases', 'organization_brands'].map(openDirectory).join('\n')}
      ${protectTenantTable('brand_files')}
    `)
  }
}
