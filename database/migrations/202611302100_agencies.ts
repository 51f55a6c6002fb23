import { BaseSchema } from '@adonisjs/lucid/schema'
import { openDirectory, protectTenantTable } from '#database/tenant_table'

/**
 * Organizations that work for others. The client's `delegations` are what its owner agreed to; memberships that follow from one carry
 * its id and end with it. The agency's side knows its clients, and who of its people has which place there.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      ALTER TABLE organizations ADD COLUMN is_agency boolean NOT NULL DEFAULT false;
      ALTER TABLE memberships ADD COLUMN delegation_id uuid, ADD COLUMN ends_at timestamptz;
      ALTER TABLE user_organizations ADD COLUMN agency_id uuid, ADD COLUMN ends_at timestamptz;
      CREATE TABLE delegations (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        agency_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('admin', 'manager', 'analyst', 'viewer')),
        reason text NOT NULL DEFAULT '',
        is_founding boolean NOT NULL DEFAULT false,
        granted_by uuid,
        granted_at timestamptz NOT NULL,
        ends_at timestamptz,
        ended_at timestamptz,
        ended_by uuid,
        PRIMARY KEY (organization_id, id)
      );
      CREATE UNIQUE INDEX delegations_open ON delegations (organization_id, agency_id) WHERE ended_at IS NULL;
      CREATE INDEX delegations_of_agency ON delegations (agency_id);
      CREATE TABLE delegation_requests (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        email text NOT NULL CHECK (email = lower(email)),
        role text NOT NULL CHECK (role IN ('admin', 'manager', 'analyst', 'viewer')),
        reason text NOT NULL,
        lasts_hours integer CHECK (lasts_hours > 0),
        requested_by uuid,
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz,
        withdrawn_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      CREATE TABLE delegation_request_directory (
        token_hash text PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        request_id uuid NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX delegation_request_directory_request ON delegation_request_directory (organization_id, request_id);
      CREATE TABLE agency_clients (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        client_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        delegation_id uuid NOT NULL,
        role text NOT NULL,
        ends_at timestamptz,
        linked_at timestamptz NOT NULL,
        ended_at timestamptz,
        PRIMARY KEY (organization_id, client_id)
      );
      CREATE INDEX agency_clients_by_client ON agency_clients (client_id);
      CREATE TABLE agency_places (
        organization_id uuid NOT NULL,
        client_id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        role text NOT NULL,
        PRIMARY KEY (organization_id, client_id, user_id),
        FOREIGN KEY (organization_id, client_id) REFERENCES agency_clients (organization_id, client_id) ON DELETE CASCADE
      );
      CREATE INDEX agency_places_of_person ON agency_places (organization_id, user_id);
      CREATE INDEX agency_places_user ON agency_places (user_id);
      CREATE TABLE agency_teams (
        organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      CREATE UNIQUE INDEX agency_teams_name ON agency_teams (organization_id, lower(name));
      CREATE TABLE agency_team_members (
        organization_id uuid NOT NULL,
        team_id uuid NOT NULL,
        membership_id uuid NOT NULL,
        PRIMARY KEY (organization_id, team_id, membership_id),
        FOREIGN KEY (organization_id, team_id) REFERENCES agency_teams (organization_id, id) ON DELETE CASCADE,
        FOREIGN KEY (organization_id, membership_id) REFERENCES memberships (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX agency_team_members_of_person ON agency_team_members (organization_id, membership_id);
      CREATE TABLE agency_assignments (
        organization_id uuid NOT NULL,
        client_id uuid NOT NULL,
        team_id uuid NOT NULL,
        role text NOT NULL CHECK (role IN ('admin', 'manager', 'analyst', 'viewer')),
        PRIMARY KEY (organization_id, client_id, team_id),
        FOREIGN KEY (organization_id, client_id) REFERENCES agency_clients (organization_id, client_id) ON DELETE CASCADE,
        FOREIGN KEY (organization_id, team_id) REFERENCES agency_teams (organization_id, id) ON DELETE CASCADE
      );
      CREATE INDEX agency_assignments_of_team ON agency_assignments (organization_id, team_id);
      CREATE TABLE client_standings (
        organization_id uuid NOT NULL,
        client_id uuid NOT NULL,
        urgency integer NOT NULL,
        needs jsonb NOT NULL,
        metrics jsonb NOT NULL,
        looked_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, client_id),
        FOREIGN KEY (organization_id, client_id) REFERENCES agency_clients (organization_id, client_id) ON DELETE CASCADE
      );
      CREATE TABLE client_figures (
        organization_id uuid NOT NULL,
        client_id uuid NOT NULL,
        question text NOT NULL,
        answer jsonb NOT NULL,
        asked_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, client_id, question),
        FOREIGN KEY (organization_id, client_id) REFERENCES agency_clients (organization_id, client_id) ON DELETE CASCADE
      );
      ${openDirectory('delegation_request_directory')}
      REVOKE UPDATE ON delegation_request_directory FROM quarterdeck_app, quarterdeck_worker, quarterdeck_platform;
      ${['delegations', 'delegation_requests', 'agency_clients', 'agency_places', 'agency_teams', 'agency_team_members', 'agency_assignments', 'client_standings', 'client_figures'].map((table) => protectTenantTable(table)).join('\n')}
    `)
  }
}
