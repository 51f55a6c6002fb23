import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Several versions of a plugin at once: what each says, which one an organization runs, and how it came there. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- As text: the order of metrics is the order of their places, and jsonb sorts names.
      ALTER TABLE plugin_versions ADD COLUMN content json;
      ALTER TABLE plugin_installs
        ADD COLUMN pinned_version text,
        ADD COLUMN refused_version text,
        ADD COLUMN removal text CHECK (removal IN ('keep', 'purge')),
        ADD COLUMN removed_from text,
        ADD COLUMN ends_at timestamptz;
      ALTER TABLE sync_runs ADD COLUMN plugin_version text;
      CREATE TABLE plugin_upgrades (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        plugin_id text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('upgrade', 'roll_back')),
        from_version text NOT NULL,
        to_version text NOT NULL,
        step text NOT NULL CHECK (step IN ('check', 'consent', 'settings', 'move', 'soak')),
        state text NOT NULL CHECK (state IN ('moving', 'held', 'soaking', 'done', 'rolled_back', 'failed', 'replaced')),
        reason text,
        settings_before jsonb NOT NULL,
        settings_after jsonb,
        is_agreed boolean NOT NULL DEFAULT false,
        requested_by uuid REFERENCES users (id) ON DELETE SET NULL,
        due_at timestamptz NOT NULL,
        moved_at timestamptz,
        settled_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, plugin_id)
          REFERENCES plugin_installs (organization_id, plugin_id) ON DELETE CASCADE
      );
      CREATE UNIQUE INDEX plugin_upgrades_one_open ON plugin_upgrades (organization_id, plugin_id)
        WHERE state IN ('moving', 'held', 'soaking');
      CREATE INDEX plugin_upgrades_history ON plugin_upgrades (organization_id, plugin_id, created_at DESC);
      ${protectTenantTable('plugin_upgrades')}
    `)
  }
}
