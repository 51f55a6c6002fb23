import type { EntityMapping } from '#kit'
import type { EntityRecord, EntityReference } from '#shared/records'
import type { Evaluate, Scope } from '#shared/expressions/expression'
import { compileField, compileId, compileText } from './fields.js'
import { remembering, type OpenPage } from './page_memory.js'

/** An entity in the forms in which records carry it, made once for all records that name it. */
export interface MappedEntity {
  reference: EntityReference
  /** The entity as the only one of a list. */
  alone: EntityRecord[]
}

export function compileEntity(mapping: EntityMapping): OpenPage<MappedEntity> {
  const own = compileReference(mapping)
  const above = mapping.ancestors ?? []
  const ancestors = above.map(compileReference)
  const attributes = compileValues(mapping.attributes ?? {})
  const compute = (scope: Scope): MappedEntity => {
    const entity = {
      ...own(scope),
      ancestors: ancestors.map((ancestor) => ancestor(scope)),
      attributes: attributes(scope),
    }
    return { reference: { kind: entity.kind, externalId: entity.externalId }, alone: [entity] }
  }
  const names = above.flatMap(({ id, name }) => [id, name])
  const and = [mapping.name, ...names, ...Object.values(mapping.attributes ?? {})]
  return remembering({ compute, by: [mapping.id], and })
}

type Reference = Pick<EntityMapping, 'kind' | 'id' | 'name'>

function compileReference({ kind, id, name }: Reference) {
  const readId = compileId(id, `${kind} id`)
  const readName = compileText(name, `${kind} name`)
  return (scope: Scope) => {
    const externalId = readId(scope)
    return { kind, externalId, name: readName(scope) || externalId }
  }
}

/** Named values of any kind; missing ones are left out. */
export function compileValues(expressions: Record<string, string>) {
  const readers: [string, Evaluate][] = Object.entries(expressions).map(([name, source]) => [
    name,
    compileField(source, name),
  ])
  return (scope: Scope) => {
    const values: Record<string, unknown> = {}
    for (const [name, read] of readers) {
      const value = read(scope)
      if (value !== null && value !== undefined) {
        values[name] = value
      }
    }
    return values
  }
}
