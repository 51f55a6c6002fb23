import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

/** Rules, what they found on which day, and the incidents that people handle. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE alert_rules (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        advice text NOT NULL DEFAULT '',
        kind text NOT NULL CHECK (kind IN ('threshold', 'change', 'no_data', 'budget', 'goal', 'anomaly',
          'sync_failure', 'security_event')),
        priority text NOT NULL CHECK (priority IN ('critical', 'high', 'medium', 'low')),
        question jsonb,
        condition jsonb NOT NULL,
        watch jsonb NOT NULL,
        false_alarms_a_month smallint NOT NULL DEFAULT 1,
        is_on boolean NOT NULL DEFAULT true,
        judged_until date,
        seen_sequence bigint,
        judged_at timestamptz,
        not_judged text,
        created_by uuid,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        PRIMARY KEY (organization_id, id),
        CHECK (question IS NOT NULL OR kind IN ('sync_failure', 'security_event'))
      );
      CREATE TABLE alert_incidents (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        title text NOT NULL,
        message text NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'acknowledged', 'snoozed', 'resolved', 'auto_dismissed')),
        priority text NOT NULL CHECK (priority IN ('critical', 'high', 'medium', 'low')),
        rule_id uuid,
        sources uuid[] NOT NULL DEFAULT '{}',
        direction text NOT NULL CHECK (direction IN ('above', 'below', 'none')),
        first_day date NOT NULL,
        last_day date NOT NULL,
        breaches integer NOT NULL DEFAULT 0,
        assignee_id uuid,
        snoozed_until timestamptz,
        was_false_alarm boolean NOT NULL DEFAULT false,
        opened_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        closed_at timestamptz,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, rule_id) REFERENCES alert_rules (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX alert_incidents_by_opening ON alert_incidents (organization_id, opened_at DESC);
      CREATE INDEX alert_incidents_active ON alert_incidents (organization_id, state)
        WHERE state IN ('open', 'acknowledged', 'snoozed');
      CREATE TABLE alert_breaches (
        organization_id uuid NOT NULL,
        rule_id uuid NOT NULL,
        subject text NOT NULL,
        day date NOT NULL,
        incident_id uuid NOT NULL,
        label text NOT NULL,
        direction text NOT NULL,
        value double precision,
        expected double precision,
        unit text NOT NULL,
        currency text,
        message text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, rule_id, subject, day),
        FOREIGN KEY (organization_id, rule_id) REFERENCES alert_rules (organization_id, id) ON DELETE CASCADE,
        FOREIGN KEY (organization_id, incident_id) REFERENCES alert_incidents (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX alert_breaches_by_incident ON alert_breaches (organization_id, incident_id, day);
      CREATE TABLE alert_entries (
        organization_id uuid NOT NULL,
        id uuid NOT NULL,
        incident_id uuid NOT NULL,
        kind text NOT NULL,
        actor_id uuid,
        detail jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, incident_id) REFERENCES alert_incidents (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX alert_entries_by_incident ON alert_entries (organization_id, incident_id, at);
      ${protectTenantTable('alert_rules')}
      ${protectTenantTable('alert_incidents')}
      ${protectTenantTable('alert_breaches')}
      ${protectTenantTable('alert_entries')}
    `)
  }
}
