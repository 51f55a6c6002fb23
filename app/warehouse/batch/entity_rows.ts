import type { EntityRecord, EntityReference } from '#shared/records'
import { entityIdsOf } from './identities.js'
import { storableJson, storableText } from './text.js'

/** An entity as it is stored. */
interface EntityRow {
  id: bigint
  kind: string
  externalId: string
  parentId: bigint | null
  name: string
  /** Kind → id of the entity above of that kind, as JSON. */
  ancestors: string
  /** JSON, or null where the entity was only named by another: then what is stored stays. */
  attributes: string | null
}

type Named = EntityReference & { name: string }

/** The parameters that write a page's entities, column by column; null where there are none. */
export function entityColumns(connectionId: string, entities: EntityRecord[]): unknown[] | null {
  const rows = entityRows(connectionId, entities)
  if (rows.length === 0) {
    return null
  }
  return [
    rows.map(({ id }) => id.toString()),
    rows.map(({ kind }) => kind),
    rows.map(({ externalId }) => externalId),
    rows.map(({ parentId }) => parentId?.toString() ?? null),
    rows.map(({ name }) => name),
    rows.map(({ ancestors }) => ancestors),
    rows.map(({ attributes }) => attributes),
  ]
}

/**
 * The rows of a page's entities and of those they name above them, in key order. The last state of a
 * entity wins; an entity's own record wins over being named by another.
 */
function entityRows(connectionId: string, entities: EntityRecord[]): EntityRow[] {
  const idOf = entityIdsOf(connectionId)
  const latest = new Map<bigint, EntityRecord>()
  for (const entity of entities) {
    latest.set(idOf(entity), entity)
  }
  const rows = new Map<bigint, EntityRow>()
  for (const entity of latest.values()) {
    entity.ancestors.forEach((ancestor, place) => {
      const id = idOf(ancestor)
      if (!latest.has(id) && !rows.has(id)) {
        rows.set(id, row(idOf, ancestor, entity.ancestors.slice(place + 1)))
      }
    })
  }
  for (const [id, entity] of latest) {
    const attributes = storableJson(entity.attributes)
    rows.set(id, { ...row(idOf, entity, entity.ancestors), attributes })
  }
  return [...rows.values()].sort((left, right) => (left.id < right.id ? -1 : 1))
}

function row(idOf: (reference: EntityReference) => bigint, entity: Named, above: Named[]) {
  const ids = above.map((ancestor) => [ancestor.kind, idOf(ancestor).toString()])
  return {
    id: idOf(entity),
    kind: storableText(entity.kind),
    externalId: storableText(entity.externalId),
    parentId: above.length > 0 ? idOf(above[0]) : null,
    name: storableText(entity.name),
    ancestors: JSON.stringify(Object.fromEntries(ids)),
    attributes: null,
  }
}
