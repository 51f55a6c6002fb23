import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory } from '#database/tenant_table'

/** Accounts of other providers that people sign in with, by the provider's own id. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE linked_accounts (
        provider text NOT NULL,
        subject text NOT NULL,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        email text,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (provider, subject)
      );
      CREATE INDEX linked_accounts_of_person ON linked_accounts (user_id);
      ${openDirectory('linked_accounts')}
    `)
  }
}
