import { BaseSchema } from '@adonisjs/lucid/schema'

const SERVING = 'quarterdeck_app, quarterdeck_worker'

/**
 * Entries name the key that signed them; heads say from where the chain is held together. And rights that no code needs go: a
 * row of a directory may belong to another tenant, and its deletion cascades through that tenant's rows.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE audit_entries ADD COLUMN key_id text;
      ALTER TABLE audit_heads
        ADD COLUMN key_id text,
        ADD COLUMN accepted_sequence bigint NOT NULL DEFAULT 0,
        ADD COLUMN accepted_hash text NOT NULL DEFAULT '${'0'.repeat(64)}';

      REVOKE DELETE ON organizations, users, plugin_versions FROM ${SERVING};
      REVOKE DELETE ON users, plugin_versions, audit_heads FROM quarterdeck_platform;
      REVOKE DELETE ON audit_heads FROM ${SERVING};
      REVOKE UPDATE ON user_organizations, invitation_directory, password_resets, email_verifications
        FROM ${SERVING}, quarterdeck_platform;
      REVOKE UPDATE, DELETE ON api_key_directory, data_keys FROM ${SERVING}, quarterdeck_platform;
      REVOKE ALL ON platform_accesses FROM ${SERVING}, quarterdeck_platform;
      GRANT INSERT ON platform_accesses TO quarterdeck_platform;
    `)
  }
}
