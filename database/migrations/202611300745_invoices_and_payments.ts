import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory, protectTenantTable } from '#database/tenant_table'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE subscriptions ADD COLUMN paid_until timestamptz;
      CREATE TABLE invoices (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        number text,
        provider_ref text,
        status text NOT NULL CHECK (status IN
          ('draft', 'open', 'paid', 'void', 'uncollectible', 'uncollected')),
        reason text NOT NULL,
        currency text NOT NULL,
        period_start timestamptz NOT NULL,
        period_end timestamptz NOT NULL,
        lines jsonb NOT NULL,
        subtotal_cents bigint NOT NULL,
        discount_cents bigint NOT NULL DEFAULT 0,
        tax_cents bigint NOT NULL DEFAULT 0,
        total_cents bigint NOT NULL,
        balance_cents bigint NOT NULL DEFAULT 0,
        due_cents bigint NOT NULL,
        credited_cents bigint NOT NULL DEFAULT 0,
        refunded_cents bigint NOT NULL DEFAULT 0,
        hosted_url text,
        issued_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      CREATE UNIQUE INDEX invoices_provider ON invoices (organization_id, provider_ref);
      CREATE UNIQUE INDEX invoices_number ON invoices (organization_id, number);
      CREATE TABLE billing_profiles (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        legal_name text,
        email text,
        street text,
        postal_code text,
        city text,
        country text,
        tax_id text,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id)
      );
      CREATE TABLE payment_requests (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        key text NOT NULL,
        operation text NOT NULL,
        parameters jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('planned', 'done', 'refused')),
        answer jsonb,
        planned_at timestamptz NOT NULL,
        settled_at timestamptz,
        PRIMARY KEY (organization_id, key)
      );
      CREATE INDEX payment_requests_planned ON payment_requests (organization_id, planned_at) WHERE state = 'planned';
      CREATE TABLE billing_gaps (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        subject text NOT NULL,
        message text NOT NULL,
        found_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, subject)
      );
      CREATE TABLE payment_customers (
        customer_ref text PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE
      );
      CREATE TABLE payment_events (
        id text PRIMARY KEY,
        type text NOT NULL,
        customer_ref text,
        created_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL
      );
      ${['invoices', 'billing_profiles', 'payment_requests', 'billing_gaps'].map((table) => protectTenantTable(table)).join('\n')}
      ${['payment_customers', 'payment_events'].map(openDirectory).join('\n')}
    `)
  }
}
