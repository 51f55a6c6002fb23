import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/**
 * Roles that an organization puts together itself. A place with one keeps a built-in role beside it, as whom it counts where
 * something is shared with a role. A role that is in use cannot go: the database says so too.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE custom_roles (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        base text NOT NULL CHECK (base IN ('manager', 'analyst', 'viewer', 'client')),
        permissions text[] NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      CREATE UNIQUE INDEX custom_roles_name ON custom_roles (organization_id, lower(name));
      ${protectTenantTable('custom_roles')}
      ALTER TABLE memberships
        ADD COLUMN custom_role_id uuid,
        ADD CONSTRAINT memberships_custom_role FOREIGN KEY (organization_id, custom_role_id)
          REFERENCES custom_roles (organization_id, id) NOT VALID;
      ALTER TABLE invitations
        ADD COLUMN custom_role_id uuid,
        ADD CONSTRAINT invitations_custom_role FOREIGN KEY (organization_id, custom_role_id)
          REFERENCES custom_roles (organization_id, id) ON DELETE SET NULL (custom_role_id) NOT VALID;
    `)
  }
}
