import type { WireConditions } from '#kit'
import type { Comparison } from './rules.js'
import { askedAt, type Asked } from './asked.js'
import { valueAt } from './places.js'
import { WireProblem } from './problem.js'

/** One condition over the rows that the request carries. */
export interface Condition {
  by: Comparison
  /** Field or hole of the record, or field of the page's row. */
  field: string
  value: unknown
}

interface Told {
  field: string
  operator: string
  value: unknown
}

/** Everything that the request asks of the rows at the places of the wire; refuses what the vendor does not know. */
export function conditionsOf(places: WireConditions[] | undefined, asked: Asked): Condition[] {
  return (places ?? []).flatMap((place) =>
    toldAt(place, askedAt(asked, place.at)).map((told) => conditionFrom(told, place))
  )
}

function conditionFrom({ field, operator, value }: Told, place: WireConditions): Condition {
  const known = place.of[field]
  if (known === undefined) {
    throw new WireProblem('unknownField', field, `there is no field '${field}'`)
  }
  const by = place.operators[operator]
  if (by === undefined) {
    throw new WireProblem('invalidParameter', place.at, `there is no operator '${operator}'`)
  }
  return { by, field: known, value }
}

function toldAt(place: WireConditions, found: unknown): Told[] {
  if (found === undefined || found === null || found === '') {
    return []
  }
  return place.text === undefined ? fromObjects(place, found) : fromText(place, textOf(found))
}

/** A list of texts is one text; an object that came as such is read as JSON. */
const textOf = (found: unknown): string =>
  typeof found === 'object' && !Array.isArray(found) ? JSON.stringify(found) : String(found)

function fromObjects({ at, each }: WireConditions, found: unknown): Told[] {
  const list = typeof found === 'string' ? parsed(at, found) : found
  const { field, operator, value } = each ?? {
    field: 'field',
    operator: 'operator',
    value: 'value',
  }
  return [list].flat().map((one) => ({
    field: String(valueAt(one, field) ?? '*'),
    operator: String(valueAt(one, operator) ?? ''),
    value: [value]
      .flat()
      .map((name) => valueAt(one, name))
      .find((given) => given !== undefined),
  }))
}

function parsed(at: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new WireProblem('invalidParameter', at, `'${at}' must be JSON`)
  }
}

const BETWEEN = String.raw`(?:\s|[,()]|\bAND\b)*`

function fromText({ at, text, between = BETWEEN }: WireConditions, found: string): Told[] {
  const pattern = new RegExp(text!.replace(/^\/|\/$/g, ''), 'gi')
  const rest = found.split(new RegExp(pattern.source.replaceAll(/\(\?<\w+>/g, '(?:'), 'i'))
  const joint = new RegExp(`^${between}$`, 'i')
  if (rest.some((each) => !joint.test(each))) {
    throw new WireProblem('invalidParameter', at, `'${at}' cannot be read: ${found}`)
  }
  return [...found.matchAll(pattern)].map(({ groups = {} }) => ({
    field: groups.field ?? '*',
    operator: groups.operator ?? '',
    value: groups.value?.replaceAll(/['"]/g, '') ?? dayOf(groups),
  }))
}

const dayOf = ({ year, month, day }: Record<string, string | undefined>) =>
  [year, month?.padStart(2, '0'), day?.padStart(2, '0')].join('-')
