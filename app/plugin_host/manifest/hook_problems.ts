import type { Plugin } from '#kit'
import type { Problems } from './problems.js'
import { traitsOf } from '../kinds/traits_of.js'

/** Hooks that streams name have to be there, and hooks that are there have to be named. */
export function checkHooks({ hooks, connectors }: Plugin, problems: Problems) {
  const named = Object.entries(connectors ?? {}).flatMap(([connector, definition]) =>
    Object.entries(traitsOf(definition).streams).flatMap(([name, { map }]) =>
      map ? [{ place: `connectors.${connector}.streams.${name}.map`, hook: hookName(map) }] : []
    )
  )
  for (const { place, hook } of named) {
    if (hooks === undefined) {
      problems.add(
        `${place} names the hook '${hook}', and there is no hooks.js beside the manifest`
      )
    } else if (!exportsIn(hooks).includes(hook)) {
      problems.add(
        `${place} names the hook '${hook}', and hooks.js exports no function of this name`
      )
    }
  }
  if (hooks !== undefined && named.length === 0) {
    problems.add('hooks.js is there, and no stream names a hook of it in map')
  }
}

export const hookName = (reference: string) => reference.slice('hooks.'.length)

/** Names behind `export function`, `export function*` and `export const`: the forms that hooks are written in. */
const exportsIn = (code: string) =>
  [...code.matchAll(/^export\s+(?:function\s*\*?|const)\s*([A-Za-z]\w*)/gm)].map(([, name]) => name)
