import { IMPORT_MODES, COLUMN_USES, AGGREGATIONS } from '#imports/mapping/mapping'
import { DATE_STYLES } from '#imports/typing/dates'
import { newId } from '#foundation'
import { METRIC_UNITS } from '#shared/metric_units'
import { GOAL_FORM } from './kpis.js'

const COLUMN = {
  index: 0,
  name: 'day',
  use: COLUMN_USES[0],
  unit: METRIC_UNITS[0],
  aggregation: AGGREGATIONS[0],
  isKey: false,
  dateStyle: DATE_STYLES[0],
}

const TEAM = () => ({ name: `Team ${newId()}`, members: [], clients: [], role: 'viewer' })
const BRAND = {
  name: 'Northlight',
  colour: '#b3261e',
  senderName: 'Northlight',
  helpUrl: null,
  senderAddress: null,
}
const DOT = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>').toString('base64')
const ROLE = { name: 'Planner', base: 'viewer', permissions: ['dashboards.view'] }

const RULE = {
  name: 'Failed syncs',
  kind: 'sync_failure',
  priority: 'high',
  condition: { sources: [] },
}

const KPI = { label: 'Clicks, tripled', formula: 'clicks * 3' }

/** Forms as a page would send them, so that a route is asked about its entity and not about its form. */
const BODIES: Record<string, () => Record<string, unknown>> = {
  'PUT /o/:organization/settings/second-factor': () => ({ isRequired: false }),
  'PUT /o/:organization/team/members/:member': () => ({ role: 'viewer' }),
  'POST /o/:organization/team/roles': () => ({ ...ROLE, name: `Planner ${newId()}` }),
  'PUT /o/:organization/team/roles/:role': () => ROLE,
  'POST /o/:organization/team/ownership': () => ({ member: newId() }),
  'POST /o/:organization/team/invitations': () => ({
    email: `person-${newId()}@example.test`,
    role: 'viewer',
  }),
  'POST /o/:organization/clients/templates/:original/pushes': () => ({ clients: [newId()] }),
  'POST /o/:organization/clients/teams': TEAM,
  'PUT /o/:organization/clients/teams/:team': TEAM,
  'POST /o/:organization/clients': () => ({ name: 'Tern Books', timeZone: 'UTC', currency: 'EUR' }),
  'POST /o/:organization/clients/requests': () => ({
    email: `person-${newId()}@example.test`,
    role: 'viewer',
  }),
  'POST /o/:organization/branding': () => BRAND,
  'PUT /o/:organization/branding/:brand': () => BRAND,
  'PUT /o/:organization/branding/:brand/clients': () => ({ clients: [] }),
  'PUT /o/:organization/branding/:brand/pictures/:kind': () => ({ content: DOT }),
  'POST /o/:organization/branding/:brand/domains': () => ({ host: `${newId()}.brand.example` }),
  'PUT /o/:organization/agencies/:delegation': () => ({ role: 'admin' }),
  'PATCH /o/:organization/sources/:connection/settings': () => ({ settings: {} }),
  'PUT /o/:organization/sources/:connection/mapping': () => ({ records: '$', fields: [] }),
  'POST /o/:organization/imports/:import/landing': () => ({
    sourceName: 'shop',
    mode: IMPORT_MODES[0],
    columns: [COLUMN],
  }),
  'POST /o/:organization/alerts/incidents/:incident/moves': () => ({ move: 'acknowledge' }),
  'POST /o/:organization/alerts/incidents/:incident/comments': () => ({ text: 'Looking' }),
  'PUT /o/:organization/alerts/incidents/:incident/assignee': () => ({ person: null }),
  'POST /o/:organization/alerts/channels': () => ({
    ...{ name: 'Team', kind: 'email', leastPriority: 'high', roles: ['owner'] },
  }),
  'PUT /o/:organization/alerts/quiet-hours': () => ({ from: null, to: null }),
  'POST /o/:organization/alerts/previews': () => RULE,
  'POST /o/:organization/alerts/rules': () => RULE,
  'PUT /o/:organization/alerts/rules/:rule': () => RULE,
  'POST /o/:organization/kpis/previews': () => KPI,
  'POST /o/:organization/kpis': () => KPI,
  'PUT /o/:organization/kpis/:kpi': () => KPI,
  'POST /o/:organization/kpis/goals/previews': () => GOAL_FORM,
  'POST /o/:organization/kpis/goals': () => GOAL_FORM,
  'PUT /o/:organization/kpis/goals/:goal': () => GOAL_FORM,
  'POST /o/:organization/imports/:import/repairs': () => ({
    repairs: [{ id: newId(), values: [{ column: 'day', value: '2026-01-01' }] }],
  }),
}

export function bodyFor(route: string): string {
  return JSON.stringify(BODIES[route]?.() ?? {})
}
