import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * A dashboard is shared with everybody, or with chosen roles and people. People are named by their membership: whoever leaves and
 * comes back has another one, and sees nothing by an old choice.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE dashboards
        ADD COLUMN shared_roles text[] NOT NULL DEFAULT '{}',
        ADD COLUMN shared_members uuid[] NOT NULL DEFAULT '{}',
        DROP CONSTRAINT dashboards_visibility_check,
        ADD CONSTRAINT dashboards_visibility_check
          CHECK (visibility IN ('private', 'organization', 'chosen')) NOT VALID;
      ALTER TABLE dashboards VALIDATE CONSTRAINT dashboards_visibility_check;
    `)
  }
}
