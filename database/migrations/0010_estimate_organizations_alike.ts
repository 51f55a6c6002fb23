import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Names are looked up by organization and id. Where the statistics know every organization but the newest, the planner
 * expects one row of that one, finds every index of it equally good, and may read all its things for each name. Without
 * statistics of this column each organization counts as an average one, and the primary key is the better way.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE entities ALTER COLUMN organization_id SET STATISTICS 0;
      DO $$ BEGIN
        IF to_regprocedure('pg_catalog.pg_clear_attribute_stats(text,text,text,boolean)') IS NOT NULL THEN
          PERFORM pg_clear_attribute_stats(current_schema()::text, 'entities', 'organization_id', false);
        END IF;
      END $$;
    `)
  }
}
