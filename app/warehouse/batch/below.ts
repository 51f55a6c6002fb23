import type { EntityReference } from '#shared/records'
import { entityId } from './identities.js'

interface Restriction {
  text: string
  values: string[]
}

/** SQL that keeps of the facts `f` those of one entity and of the entities below it; its values begin at `$first`. */
export function onlyBelow(
  connectionId: string,
  ancestor: EntityReference | undefined,
  first: number
): Restriction {
  if (!ancestor) {
    return { text: '', values: [] }
  }
  const [id, kind] = [`$${first}::bigint`, `$${first + 1}::text`]
  return {
    text: `AND (f.entity_id = ${id} OR f.entity_id IN (
         SELECT e.id FROM entities e WHERE e.organization_id = $1 AND e.ancestors ->> ${kind} = ${id}::text))`,
    values: [entityId(connectionId, ancestor), ancestor.kind],
  }
}
