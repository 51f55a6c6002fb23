import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Who runs the installation. Serving roles may look and nothing else: an operator is named on the command line, so that no
 * request can make one. What they look at is added to the trail, which a serving role can neither read nor change.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE platform_operators (
        user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        granted_at timestamptz NOT NULL
      );
      GRANT SELECT ON platform_operators TO quarterdeck_app, quarterdeck_worker;
      GRANT SELECT, INSERT, DELETE ON platform_operators TO quarterdeck_platform;
      GRANT INSERT ON platform_accesses TO quarterdeck_app;
    `)
  }
}
