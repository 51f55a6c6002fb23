import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory, protectTenantTable } from '#database/tenant_table'

const ROLES = ['owner', 'admin', 'manager', 'analyst', 'viewer', 'client', 'billing_admin']
const roleList = ROLES.map((role) => `'${role}'`).join(', ')

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE organizations (
        id uuid PRIMARY KEY,
        slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
        name text NOT NULL,
        time_zone text NOT NULL DEFAULT 'UTC',
        currency text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
        is_sample boolean NOT NULL DEFAULT false,
        data_version bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE TABLE user_organizations (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        PRIMARY KEY (user_id, organization_id)
      );
      CREATE TABLE invitation_directory (
        token_hash text PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        invitation_id uuid NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX invitation_directory_invitation
        ON invitation_directory (organization_id, invitation_id);
      CREATE TABLE api_key_directory (
        key_hash text PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        api_key_id uuid NOT NULL
      );
      CREATE TABLE memberships (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN (${roleList})),
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, user_id)
      );
      CREATE TABLE invitations (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        email text NOT NULL CHECK (email = lower(email)),
        role text NOT NULL CHECK (role IN (${roleList})),
        invited_by uuid REFERENCES users (id) ON DELETE SET NULL,
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      CREATE UNIQUE INDEX invitations_open ON invitations (organization_id, email)
        WHERE accepted_at IS NULL AND revoked_at IS NULL;
      CREATE TABLE api_keys (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        prefix text NOT NULL,
        key_hash text NOT NULL,
        scopes text[] NOT NULL,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        last_used_at timestamptz,
        expires_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, key_hash)
      );
      CREATE TABLE audit_entries (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        sequence bigint NOT NULL,
        at timestamptz NOT NULL,
        actor_id uuid,
        action text NOT NULL,
        subject text NOT NULL,
        detail jsonb NOT NULL,
        ip text,
        previous_hash text NOT NULL,
        hash text NOT NULL,
        PRIMARY KEY (organization_id, sequence)
      );
      CREATE TABLE audit_heads (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        sequence bigint NOT NULL,
        hash text NOT NULL,
        signature text NOT NULL,
        signed_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id)
      );
      CREATE TABLE platform_accesses (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        reason text NOT NULL
      );
      ${['organizations', 'user_organizations', 'invitation_directory', 'api_key_directory', 'platform_accesses'].map(openDirectory).join('\n')}
      ${['memberships', 'invitations', 'api_keys', 'audit_heads'].map((table) => protectTenantTable(table)).join('\n')}
      ${protectTenantTable('audit_entries', 'insert_only')}
    `)
  }
}
