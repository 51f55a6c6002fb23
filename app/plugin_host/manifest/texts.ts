import type { Plugin } from '#kit'

/** Vendors' own words, which only look like a text of ours. */
const FOREIGN = new Set(['body', 'texts'])

/**
 * Puts the plugin's English texts (`texts`, its `lang/en.json`) where the manifest names them by `{ i18n }`, once and before
 * anything reads it: nobody after this point has to know that there were keys.
 */
export function withTexts({ texts = {}, ...manifest }: Plugin): {
  manifest: Plugin
  problems: string[]
} {
  const known = new Map(Object.entries(texts))
  const problems: string[] = []
  const resolve = (value: unknown, place: string): unknown => {
    const key = keyOf(value)
    if (key === undefined) {
      return eachOf(value, place, resolve)
    }
    if (!known.has(key)) {
      problems.push(`${place} names the text '${key}', and lang/en.json has none`)
    }
    return known.get(key) ?? key
  }
  return { manifest: resolve(manifest, '') as Plugin, problems }
}

function keyOf(value: unknown): string | undefined {
  const key: unknown = (value as { i18n?: unknown } | null)?.i18n
  return typeof key === 'string' ? key : undefined
}

function eachOf(value: unknown, place: string, visit: (value: unknown, place: string) => unknown) {
  if (Array.isArray(value)) {
    return value.map((each, index) => visit(each, `${place}.${index}`))
  }
  if (typeof value !== 'object' || value === null) {
    return value
  }
  const entries = Object.entries(value).map(([name, each]) => {
    const within = place ? `${place}.${name}` : name
    return [name, FOREIGN.has(name) ? each : visit(each, within)]
  })
  return Object.fromEntries(entries)
}
