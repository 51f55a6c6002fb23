export type Role = 'owner' | 'admin' | 'manager' | 'analyst' | 'viewer' | 'client' | 'billing_admin'

export const ROLE_WORDS: Record<Role, { name: string; can: string }> = {
  owner: { name: 'Owner', can: 'Full access, including transfer of ownership' },
  admin: { name: 'Admin', can: 'Full access except transfer of ownership' },
  manager: { name: 'Manager', can: 'Connects sources and plugins, builds dashboards' },
  analyst: { name: 'Analyst', can: 'Builds dashboards, uploads files' },
  viewer: { name: 'Viewer', can: 'Reads dashboards and sources, explores numbers' },
  client: { name: 'Client', can: 'Reads dashboards only' },
  billing_admin: { name: 'Billing admin', can: 'Plan, payment and invoices only' },
}
