/** Roles that form a ladder, strongest first: each may do what the ones behind it may. */
export const LADDER = ['owner', 'admin', 'manager', 'analyst', 'viewer', 'client'] as const

/** All roles. A billing admin stands beside the ladder: it manages the subscription and sees no marketing numbers. */
export const ROLES = [...LADDER, 'billing_admin'] as const

export type Role = (typeof ROLES)[number]

/** The weakest role of the ladder that holds a permission, and the roles beside it that hold it, too. */
export type Grant = (typeof LADDER)[number] | { from: (typeof LADDER)[number]; also: Role[] }

/** Permissions of one context: who holds each. */
export type Grants = Record<string, Grant>
