import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { listMembers } from '#organizations'
import type { Role } from '#shared/roles'

/** Whom a dashboard can be shared with, beside those who manage the organization and see each shared one. */
export interface Audience {
  roles: Role[]
  people: { id: string; name: string; role: Role }[]
}

export const SHARED_ROLES = ['manager', 'analyst', 'viewer', 'client'] as const satisfies Role[]

/** The members who look at dashboards, without the person who asks. */
export async function listAudience({ membership }: HttpContext): Promise<Audience> {
  const members = await listMembers(currentTenant())
  return {
    roles: [...SHARED_ROLES],
    people: members
      .filter(({ id, permissions }) => id !== membership.id && permissions.has('dashboards.view'))
      .map(({ id, fullName: name, role }) => ({ id, name, role })),
  }
}
