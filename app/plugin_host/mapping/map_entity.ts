import type { EntityMapping } from '#kit'
import type { EntityRecord } from '#shared/records'
import type { Evaluate, Scope } from '../expressions/expression.js'
import { compileField, compileId, compileText } from './fields.js'

export type MapEntity = (scope: Scope) => EntityRecord

export function compileEntity(mapping: EntityMapping): MapEntity {
  const own = compileReference(mapping)
  const ancestors = (mapping.ancestors ?? []).map(compileReference)
  const attributes = compileValues(mapping.attributes ?? {})
  return (scope) => ({
    ...own(scope),
    ancestors: ancestors.map((ancestor) => ancestor(scope)),
    attributes: attributes(scope),
  })
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
