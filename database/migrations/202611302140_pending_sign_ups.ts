import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory } from '#database/tenant_table'

/** What somebody entered to sign up, until the link that was mailed to the address comes back, or a day has passed. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE pending_sign_ups (
        id uuid PRIMARY KEY,
        email text NOT NULL CHECK (email = lower(email)),
        full_name text NOT NULL,
        password_hash text NOT NULL,
        time_zone text NOT NULL,
        organization_name text NOT NULL,
        currency text NOT NULL,
        token_hash text UNIQUE,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX pending_sign_ups_by_age ON pending_sign_ups (expires_at);
      ${openDirectory('pending_sign_ups')}
    `)
  }
}
