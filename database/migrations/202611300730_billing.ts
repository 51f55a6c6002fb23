import { BaseSchema } from '@adonisjs/lucid/schema'
import { protectTenantTable } from '#database/tenant_table'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE subscriptions (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        status text NOT NULL CHECK (status IN ('trialing', 'active', 'past_due', 'paused')),
        terms jsonb,
        packs jsonb NOT NULL DEFAULT '{}',
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        anchor timestamptz NOT NULL,
        period_start timestamptz NOT NULL,
        period_end timestamptz NOT NULL,
        trial_ends_at timestamptz,
        next_terms jsonb,
        next_packs jsonb,
        cancels_at_period_end boolean NOT NULL DEFAULT false,
        coupon jsonb,
        cap_cents bigint NOT NULL DEFAULT 0 CHECK (cap_cents >= 0),
        balance_cents bigint NOT NULL DEFAULT 0,
        past_due_since timestamptz,
        collector text NOT NULL DEFAULT 'nobody',
        customer_ref text,
        subscription_ref text,
        reading bigint NOT NULL DEFAULT 0,
        applied_reading bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id)
      );
      CREATE TABLE usage_entries (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        meter text NOT NULL,
        event_id text NOT NULL,
        quantity bigint NOT NULL CHECK (quantity > 0),
        driver text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, meter, event_id)
      );
      CREATE TABLE usage_hours (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        meter text NOT NULL,
        hour timestamptz NOT NULL,
        driver text NOT NULL,
        slot smallint NOT NULL,
        quantity bigint NOT NULL,
        PRIMARY KEY (organization_id, meter, hour, driver, slot)
      );
      CREATE TABLE extra_usage (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        meter text NOT NULL,
        hour timestamptz NOT NULL,
        revision smallint NOT NULL,
        quantity bigint NOT NULL CHECK (quantity > 0),
        period_start timestamptz NOT NULL,
        identifier text NOT NULL,
        reported_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, meter, hour, revision)
      );
      CREATE TABLE limit_warnings (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        subject text NOT NULL,
        period_start timestamptz NOT NULL,
        percent smallint NOT NULL,
        warned_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, subject, period_start, percent)
      );
      INSERT INTO subscriptions (organization_id, status, currency, anchor, period_start, period_end,
        trial_ends_at, created_at, updated_at)
      SELECT id, 'trialing', CASE currency WHEN 'EUR' THEN 'EUR' ELSE 'USD' END,
        now() + interval '14 days', now(), now() + interval '14 days', now() + interval '14 days', now(), now()
      FROM organizations;
      ${['subscriptions', 'usage_hours', 'extra_usage', 'limit_warnings'].map((table) => protectTenantTable(table)).join('\n')}
      ${protectTenantTable('usage_entries', 'insert_only')}
    `)
  }
}
