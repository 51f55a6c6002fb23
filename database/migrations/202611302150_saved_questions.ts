import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Questions and segments that people keep, for themselves or for all. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE saved_questions (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('question', 'segment')),
        name text NOT NULL,
        address text NOT NULL,
        is_shared boolean NOT NULL,
        created_by uuid REFERENCES users (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      ${protectTenantTable('saved_questions')}
    `)
  }
}
