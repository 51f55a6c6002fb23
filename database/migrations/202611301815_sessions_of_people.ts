import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Where a session was opened and when it was used, so that people recognise theirs; and what happened around their sign-in. Events are
 * added and read; only the worker removes old ones.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE sessions
        ADD COLUMN ip text,
        ADD COLUMN user_agent text,
        ADD COLUMN started_at timestamptz,
        ADD COLUMN seen_at timestamptz;
      CREATE TABLE security_events (
        id uuid PRIMARY KEY,
        user_id uuid REFERENCES users (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('signed_in', 'sign_in_failed', 'password_changed', 'session_ended', 'sessions_ended')),
        ip text NOT NULL,
        user_agent text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX security_events_of_person ON security_events (user_id, at DESC);
      CREATE INDEX security_events_by_age ON security_events (at);
      GRANT SELECT, INSERT ON security_events TO quarterdeck_app, quarterdeck_platform;
      GRANT SELECT, INSERT, DELETE ON security_events TO quarterdeck_worker;
    `)
  }
}
