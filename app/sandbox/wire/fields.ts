import type { WireEndpoint } from '#kit'
import type { Asked } from './asked.js'
import { namesAt } from './asked_columns.js'
import { valueAt, withValueAt } from './places.js'
import { WireProblem } from './problem.js'

type Row = Record<string, unknown>

/** The row with the fields that were asked for and no others. */
export function pickFields({ fields }: WireEndpoint, row: unknown, asked: Asked): unknown {
  const named = fields ? (namesAt(fields.at, asked) ?? fields.otherwise ?? []) : 'all'
  if (named === 'all') {
    return row
  }
  const { within: place = '$', always = [] } = fields!
  const known = valueAt(row, place) as Row
  const wanted = [...always, ...named].filter((name) => name in known)
  return withValueAt(row, place, Object.fromEntries(wanted.map((name) => [name, known[name]])))
}

/** Refuses names that the vendor's row does not have; `template` is the row as it stands in the page file. */
export function checkFields({ fields }: WireEndpoint, template: unknown, asked: Asked) {
  const names = (fields && namesAt(fields.at, asked)) ?? []
  const known = valueAt(template, fields?.within ?? '$') as Row
  const unknown = names.find((name) => !(name in known))
  if (unknown !== undefined) {
    throw new WireProblem('unknownField', unknown, `there is no field '${unknown}'`)
  }
}
