import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory, protectTenantTable } from '#database/tenant_table'

/**
 * What each subscription was worth at the end of each day, and what that adds up to for the installation. The sums hold no
 * organization.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      CREATE TABLE subscription_days (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        day date NOT NULL,
        plan text NOT NULL,
        state text NOT NULL CHECK (state IN ('trial', 'free', 'paid', 'late', 'paused')),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        monthly_cents bigint NOT NULL CHECK (monthly_cents >= 0),
        PRIMARY KEY (organization_id, day)
      );
      ${protectTenantTable('subscription_days', 'insert_only')}
      CREATE TABLE revenue_days (
        day date NOT NULL,
        currency text NOT NULL,
        plan text NOT NULL,
        figures jsonb NOT NULL,
        PRIMARY KEY (day, currency, plan)
      );
      GRANT SELECT, INSERT, DELETE ON revenue_days TO quarterdeck_app, quarterdeck_worker, quarterdeck_platform;
      CREATE TABLE revenue_feeds (
        organization_id uuid PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
        requested_by uuid NOT NULL,
        sent_until date,
        created_at timestamptz NOT NULL
      );
      ${openDirectory('revenue_feeds')}
    `)
  }
}
