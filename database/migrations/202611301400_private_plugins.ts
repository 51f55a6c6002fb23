import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Plugins of one organization, version by version. The one with the highest number runs. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE private_plugins (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        plugin_id text NOT NULL CHECK (plugin_id LIKE 'own/%'),
        number integer NOT NULL CHECK (number > 0),
        digest text NOT NULL,
        -- As text: the order of metrics is the order of their places, and jsonb sorts names.
        manifest json NOT NULL,
        design jsonb NOT NULL,
        created_by uuid REFERENCES users (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, plugin_id, number)
      );
      ${protectTenantTable('private_plugins')}
    `)
  }
}
