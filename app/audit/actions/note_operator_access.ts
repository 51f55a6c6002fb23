import { heldConnection, newId } from '#foundation'

/**
 * Leaves the trail of what an operator of the installation looked at or did across organizations. It can be added to and not
 * be read by whoever serves.
 */
export async function noteOperatorAccess({ operatorId }: { operatorId: string }, what: string) {
  const reason = `operations: ${what}`
  await heldConnection()
    .table('platform_accesses')
    .insert({ id: newId(), at: new Date(), actor: operatorId, reason })
}
