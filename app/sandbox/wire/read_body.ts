import type { SandboxRequest, WireRules } from '#kit'
import type { Asked } from './asked.js'
import { valueAt } from './places.js'
import { WireProblem } from './problem.js'
import { readOne } from './read_value.js'
import { parseRule, type Rule } from './rules.js'

/** The JSON body, checked by the rules where there are any. */
export function readBody(
  { body }: SandboxRequest,
  rules: WireRules | undefined,
  asked: Asked
): unknown {
  const parsed = parseJson(body)
  if (!rules) {
    return parsed
  }
  const strange = leaves(parsed).find((leaf) => !isNamed(leaf, rules))
  if (strange !== undefined) {
    throw new WireProblem('unknownParameter', strange, `there is no field '${strange}'`)
  }
  for (const [place, text] of Object.entries(rules)) {
    readPlace(place, parsed, { rule: parseRule(text), asked })
  }
  return parsed
}

function readPlace(place: string, body: unknown, context: { rule: Rule; asked: Asked }) {
  const found = valueAt(body, place)
  const isMany = place.includes('*') && Array.isArray(found)
  if (isMany && found.length > 0) {
    found.forEach((value) => readOne(place, value, context))
  } else {
    readOne(place, isMany ? undefined : found, context)
  }
}

export function parseJson(text: string): unknown {
  if (text.trim() === '') {
    return {}
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new WireProblem('badBody', 'body', 'the body is no JSON')
  }
}

/** Dotted places of every value in the body; elements of lists are `*`. */
function leaves(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    const inside = value.flatMap((each) => leaves(each, `${path}.*`))
    return inside.length > 0 ? [...new Set(inside)] : [path]
  }
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, each]) =>
      leaves(each, path ? `${path}.${name}` : name)
    )
  }
  return path ? [path] : []
}

/** Named itself, or inside of something that takes `any`, or a list of a named thing. */
function isNamed(leaf: string, rules: WireRules): boolean {
  return Object.entries(rules).some(
    ([place, rule]) =>
      leaf === place ||
      leaf === place.replace(/\.\*.*$/, '') ||
      leaf === `${place}.*` ||
      (/^(any|json)|\bymd\b/.test(rule) && leaf.startsWith(`${place}.`))
  )
}
