import { Refusal, type TenantTransaction } from '#foundation'
import type { DimensionDefinition } from '../catalogue/dimensions.js'
import { folded, foldedText } from '../reading/folded_text.js'
import type { SourceStream } from '../reading/read_streams.js'
import { knowledgeOf } from '../remembering/knowledge.js'

/** More than a list under a field can show. */
const MOST = 50

export interface ValueRequest {
  dimension: string
  /** Part of what a person reads; all values where empty. */
  search: string
}

export interface OfferedValues {
  values: { value: string; label: string }[]
  /** Whether there are more than these. */
  more: boolean
}

const ENTITIES = `
  SELECT DISTINCT e.name AS value FROM entities e
  WHERE e.organization_id = $1 AND e.kind = $2 AND e.connection_id = ANY($3::uuid[])
    AND strpos(${folded('e.name')}, ${folded('$4')}) > 0
  ORDER BY 1 LIMIT ${MOST + 1}`

const BREAKDOWNS = `
  SELECT DISTINCT b.dimensions ->> $2 AS value FROM breakdowns b
  WHERE b.organization_id = $1 AND b.dimensions ? $2
    AND (strpos(${folded('b.dimensions ->> $2')}, ${folded('$3')}) > 0 OR lower(b.dimensions ->> $2) = ANY($4::text[]))
  ORDER BY 1 LIMIT ${MOST + 1}`

const CURRENCIES = `
  SELECT DISTINCT r.currency AS value FROM daily_rollups r
  WHERE r.organization_id = $1 AND r.currency <> '' AND strpos(${folded('r.currency')}, ${folded('$2')}) > 0
  ORDER BY 1 LIMIT ${MOST + 1}`

/** Which values of a dimension do the rows of the organization carry? In order, with what people call them; none of no dimension. */
export async function listValues(
  tenant: TenantTransaction,
  { dimension: id, search }: ValueRequest
): Promise<OfferedValues> {
  if (id === '') {
    return { values: [], more: false }
  }
  const { streams, dimensions } = await knowledgeOf(tenant)
  const dimension = dimensions.get(id)
  const found = await valuesOf(tenant, streams, { dimension, search })
  const values = found.slice(0, MOST).map((value) => ({ value, label: labelOf(dimension, value) }))
  return { values, more: found.length > MOST }
}

interface Search {
  dimension: DimensionDefinition
  search: string
}

async function valuesOf(
  tenant: TenantTransaction,
  streams: SourceStream[],
  { dimension, search }: Search
): Promise<string[]> {
  const { organizationId } = tenant
  const read = async (text: string, values: unknown[]) => {
    const { rows } = await tenant.query<{ value: string }>(text, [organizationId, ...values])
    return rows.map(({ value }) => value)
  }
  switch (dimension.kind) {
    case 'entity': {
      const connections = [...new Set(streams.map(({ connectionId }) => connectionId))]
      return read(ENTITIES, [dimension.id, connections, search])
    }
    case 'breakdown':
      return read(BREAKDOWNS, [dimension.id, search, codesFor(dimension, search)])
    case 'stream':
      return matching(streams.map(nameBy(dimension.id)), dimension, search)
    case 'row':
      return dimension.values
        ? matching(Object.keys(dimension.values), dimension, search)
        : read(CURRENCIES, [search])
  }
}

const nameBy = (id: string) => (stream: SourceStream) =>
  (id === 'channel' ? stream.channel : stream.connection) ?? ''

function matching(values: string[], dimension: DimensionDefinition, search: string): string[] {
  const wanted = foldedText(search)
  const known = [...new Set(values.filter((value) => value !== ''))].sort()
  return known.filter((value) =>
    [value, labelOf(dimension, value)].some((text) => foldedText(text).includes(wanted))
  )
}

/** Codes whose label has the searched text: "Disp" finds `content`. */
function codesFor({ values = {} }: DimensionDefinition, search: string): string[] {
  const wanted = foldedText(search)
  return Object.keys(values).filter((code) => foldedText(values[code]).includes(wanted))
}

const labelOf = ({ values }: DimensionDefinition, value: string) =>
  values?.[value.toLowerCase()] ?? value

/** Reads what a browser asks for, before anything is looked up. */
export function readValueRequest(query: Record<string, unknown>): ValueRequest {
  const { dimension = '', search = '' } = query
  const isText = typeof dimension === 'string' && typeof search === 'string'
  if (!isText || dimension.length > 200 || search.length > 200) {
    throw new Refusal({
      code: 'E_VALIDATION',
      status: 422,
      message: 'Name one dimension, and search for at most 200 characters.',
    })
  }
  return { dimension, search }
}
