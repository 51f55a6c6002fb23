import type { ObjectSchema } from '#kit'

type Values = Record<string, unknown>

/**
 * Settings of a source that is tried in the sandbox: what its emulator understands, unless the person chose something else than
 * what the form came with.
 */
export function sandboxSettings(schema: ObjectSchema | undefined, given: Values): Values {
  const chosen = Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const value = given[name]
    const isUntouched = isEmpty(value) || String(value) === String(property.default ?? '')
    return [name, isUntouched ? (property.sandbox ?? value) : value] as const
  })
  return { ...given, ...Object.fromEntries(chosen) }
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === ''
