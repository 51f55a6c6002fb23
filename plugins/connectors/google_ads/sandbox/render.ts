import { ALL_FIELDS, RESOURCES, type ResourceName, type Scope } from './fields.js'
import type { Query } from './gaql.js'

type Tree = { [name: string]: unknown }

const camel = (name: string) => name.replaceAll(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())

/** Every resource in the answer names itself, selected or not; the one of FROM always. */
function withResourceNames({ select, from }: Query): string[] {
  const resources = new Set([from, ...select.map((field) => field.split('.')[0])])
  const names = [...resources]
    .map((resource) => `${resource}.resource_name`)
    .filter((field) => field in RESOURCES[from as ResourceName])
  const ads = select.some((field) => field.startsWith('ad_group_ad.ad.'))
    ? ['ad_group_ad.ad.resource_name']
    : []
  return [...new Set([...names, ...ads, ...select])]
}

/** Writes rows as the REST interface does: camelCase, nested by resource, absent where there is no value. */
export function rowWriter(query: Query): (scope: Scope) => Tree {
  const fields = withResourceNames(query).map((field) => ({
    path: field.split('.').map(camel),
    read: ALL_FIELDS[field],
  }))
  return (scope) => {
    const row: Tree = {}
    for (const { path, read } of fields) {
      const value = read(scope)
      if (value !== undefined) {
        place(row, path, value)
      }
    }
    return row
  }
}

function place(tree: Tree, path: string[], value: unknown) {
  let branch = tree
  for (const name of path.slice(0, -1)) {
    branch[name] ??= {}
    branch = branch[name] as Tree
  }
  branch[path.at(-1)!] = value
}

export const fieldMaskOf = ({ select }: Query) =>
  select.map((field) => field.split('.').map(camel).join('.')).join(',')
