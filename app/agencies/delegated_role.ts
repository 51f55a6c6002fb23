import { LADDER } from '#shared/roles'

/** What an agency's people may be in a client's organization, strongest first. Owners are the client's own, once it has one. */
export const DELEGATED_ROLES = ['admin', 'manager', 'analyst', 'viewer'] as const

export type DelegatedRole = (typeof DELEGATED_ROLES)[number]

/** Roles with which a person sees the numbers of a client. */
export const SEEING_ROLES: readonly string[] = LADDER.slice(0, LADDER.indexOf('viewer') + 1)

export const weaker = (one: DelegatedRole, other: DelegatedRole): DelegatedRole =>
  DELEGATED_ROLES[Math.max(DELEGATED_ROLES.indexOf(one), DELEGATED_ROLES.indexOf(other))]

const stronger = (one: DelegatedRole, other: DelegatedRole): DelegatedRole =>
  DELEGATED_ROLES[Math.min(DELEGATED_ROLES.indexOf(one), DELEGATED_ROLES.indexOf(other))]

/** The strongest of what somebody is assigned through several teams; null without any. */
export const strongestOf = (roles: DelegatedRole[]): DelegatedRole | null =>
  roles.length === 0 ? null : roles.reduce(stronger)
