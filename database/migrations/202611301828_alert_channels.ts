import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Where incidents are told, when nobody is to be disturbed, and what was sent. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE alert_channels (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('email', 'source', 'webhook')),
        name text NOT NULL,
        target jsonb NOT NULL,
        sealed_secret jsonb,
        least_priority text NOT NULL CHECK (least_priority IN ('critical', 'high', 'medium', 'low')),
        off_reason text,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      CREATE TABLE alert_deliveries (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        channel_id uuid NOT NULL,
        incident_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
        attempts smallint NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL,
        reason text,
        settled_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        UNIQUE (organization_id, channel_id, incident_id),
        FOREIGN KEY (organization_id, channel_id) REFERENCES alert_channels (organization_id, id) ON DELETE CASCADE,
        FOREIGN KEY (organization_id, incident_id) REFERENCES alert_incidents (organization_id, id) ON DELETE CASCADE
      );
      CREATE TABLE alert_settings (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        quiet_from text,
        quiet_to text,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id)
      );
      ${protectTenantTable('alert_channels')}
      ${protectTenantTable('alert_deliveries')}
      ${protectTenantTable('alert_settings')}
    `)
  }
}
