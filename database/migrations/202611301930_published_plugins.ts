import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory } from '#database/tenant_table'

/** Versions that come as signed archives, and the keys that may sign them. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE plugin_versions
        ADD COLUMN origin text NOT NULL DEFAULT 'bundled' CHECK (origin IN ('bundled', 'published')),
        ADD COLUMN archive_digest text,
        ADD COLUMN key_id text;
      CREATE TABLE publisher_keys (
        key_id text NOT NULL PRIMARY KEY,
        vendor text NOT NULL,
        public_key jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      ${openDirectory('publisher_keys')}
    `)
  }
}
