import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/**
 * Sign-in through an organization's own identity provider, for addresses of domains that it proved to be its own. The
 * directory finds the organization of a domain: the first to prove it has it.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE sso_providers (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        issuer text NOT NULL,
        client_id text NOT NULL,
        sealed_secret jsonb NOT NULL,
        default_role text NOT NULL CHECK (default_role IN ('analyst', 'viewer', 'client')),
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id)
      );
      CREATE TABLE sso_domains (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        domain text NOT NULL CHECK (domain = lower(domain)),
        token text NOT NULL,
        verified_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, domain)
      );
      CREATE TABLE sso_domain_directory (
        domain text PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE
      );
      GRANT SELECT, INSERT, DELETE ON sso_domain_directory
        TO quarterdeck_app, quarterdeck_worker, quarterdeck_platform;
      ${protectTenantTable('sso_providers')}
      ${protectTenantTable('sso_domains')}
    `)
  }
}
