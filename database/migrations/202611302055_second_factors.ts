import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory } from '#database/tenant_table'

const KINDS = [
  ...['signed_in', 'sign_in_failed', 'password_changed', 'session_ended', 'sessions_ended'],
  ...['second_factor_failed', 'authenticator_added', 'authenticator_removed'],
  ...['passkey_added', 'passkey_removed', 'recovery_code_used', 'recovery_codes_renewed'],
  ...['provider_linked', 'provider_unlinked', 'locked_out'],
]

/**
 * What people sign in with beside a password. Secrets of authenticators are sealed under a key of their person; of recovery
 * codes only hashes are kept. `used_challenges` lets each answer of a passkey count once.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE person_keys (
        user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        wrapped_key text NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE TABLE authenticators (
        user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        sealed_secret text NOT NULL,
        last_step bigint NOT NULL DEFAULT 0,
        confirmed_at timestamptz,
        created_at timestamptz NOT NULL
      );
      CREATE TABLE recovery_codes (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        code_hash text NOT NULL,
        PRIMARY KEY (user_id, code_hash)
      );
      CREATE TABLE passkeys (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        credential_id text NOT NULL UNIQUE,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz
      );
      CREATE INDEX passkeys_of_person ON passkeys (user_id);
      CREATE TABLE used_challenges (
        challenge_hash text PRIMARY KEY,
        used_at timestamptz NOT NULL
      );
      CREATE INDEX used_challenges_by_age ON used_challenges (used_at);
      ALTER TABLE security_events
        DROP CONSTRAINT security_events_kind_check,
        ADD CONSTRAINT security_events_kind_check
          CHECK (kind IN (${KINDS.map((kind) => `'${kind}'`).join(', ')})) NOT VALID;
      ${['person_keys', 'authenticators', 'recovery_codes', 'passkeys', 'used_challenges'].map(openDirectory).join('\n')}
    `)
  }
}
