/** The door of `organizations`. */
export { default as Organization } from './models/organization.js'
export { allow, can, tenantRoutes } from './routing.js'
export { permissionsOf, ROLES } from './roles.js'
export type { Permission, Role } from './roles.js'
export type { default as Membership } from './models/membership.js'
export { listOrganizationsOf } from './queries/list_organizations_of.js'
export { default as ShellTransformer } from './transformers/shell_transformer.js'
