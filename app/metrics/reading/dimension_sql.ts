import type { DimensionDefinition } from '../catalogue/dimensions.js'
import { answersDimension, isWrittenByRow } from '../planning/answers_dimension.js'
import type { SourceStream } from './read_streams.js'
import type { FilterOperator, MetricFilter } from '../types.js'
import { folded } from './folded_text.js'
import type { Parameters } from './parameters.js'

/**
 * A dimension of one stream in SQL: its stable key, and what a person reads. Written when they are used: a
 * parameter that no part of a statement names has no type, and PostgreSQL refuses it.
 */
export interface DimensionSql {
  key: () => string
  label: () => string
  /** What the inner grouping has to keep for it. */
  needs: 'nothing' | 'entity' | 'breakdown' | 'currency' | 'day'
  /** Kind of the entity that it names; of those above the row's own an ancestor is looked up. */
  ancestor?: string
  /** A dimension that is written in the breakdown, and the column that it is read into. */
  value?: { dimension: string; column: string }
}

const written = (sql: string) => ({ key: () => sql, label: () => sql })
const ABSENT: DimensionSql = { ...written('NULL::text'), needs: 'nothing' }

/** Of the grouped rows `g` with entity `e`, which knows those above it, and breakdown `b`. */
export function dimensionSql(
  dimension: DimensionDefinition,
  stream: SourceStream,
  parameters: Parameters
): DimensionSql {
  if (!answersDimension(stream, dimension)) {
    return ABSENT
  }
  if (isWrittenByRow(stream, dimension)) {
    const column = columnOf(dimension.id, stream)
    const value = { dimension: dimension.id, column }
    return { ...written(`b.${column}`), needs: 'breakdown', value }
  }
  switch (dimension.kind) {
    case 'stream':
      return streamSql(dimension.id, stream, parameters)
    case 'entity':
      return entitySql(dimension.id, stream, parameters)
    case 'row':
      return rowSql(dimension.id)
    default:
      return ABSENT
  }
}

function streamSql(id: string, stream: SourceStream, parameters: Parameters): DimensionSql {
  const isChannel = id === 'channel'
  return {
    key: () => parameters.bind(isChannel ? stream.channel : stream.connectionId, 'text'),
    label: () => parameters.bind(isChannel ? stream.channel : stream.connection, 'text'),
    needs: 'nothing',
  }
}

/** Names of columns, whatever characters the dimension has. */
const columnOf = (id: string, { breakdowns }: SourceStream) =>
  `d_${Object.keys(breakdowns).indexOf(id)}`

export const ancestorOf = (kind: string, { entityKinds }: SourceStream) =>
  `a_${entityKinds.indexOf(kind)}`

/** Two entities of the same name stay apart: the key is the connection with the vendor's own id. */
function entitySql(kind: string, stream: SourceStream, parameters: Parameters): DimensionSql {
  const isOwn = stream.entityKinds[0] === kind
  const prefix = isOwn ? 'e.' : `e.${ancestorOf(kind, stream)}_`
  return {
    key: () => `${parameters.bind(`${stream.connectionId}/`, 'text')} || ${prefix}external_id`,
    label: () => `${prefix}name`,
    needs: 'entity',
    ...(isOwn ? {} : { ancestor: kind }),
  }
}

const ROW_DIMENSIONS: Record<string, DimensionSql> = {
  currency: { ...written('g.currency'), needs: 'currency' },
  day_of_week: { ...written('g.day_of_week'), needs: 'day' },
  month_of_year: { ...written('g.month_of_year'), needs: 'day' },
}

function rowSql(id: string): DimensionSql {
  return ROW_DIMENSIONS[id]
}

type Condition = (sql: DimensionSql, values: string[], parameters: Parameters) => string

const ANY_OF: Condition = ({ label, key }, values, parameters) => {
  const list = parameters.bind(values, 'text[]')
  const alike = `ARRAY(SELECT ${folded('given')} FROM unnest(${list}) AS given)`
  return isTrue(`(${folded(label())} = ANY (${alike}) OR ${key()} = ANY (${list}))`)
}
const CONTAINS: Condition = ({ label }, [text], parameters) =>
  isTrue(`strpos(${folded(label())}, ${folded(parameters.bind(text, 'text'))}) > 0`)
const EMPTY: Condition = ({ label }) => `coalesce(${label()}, '') = ''`
const not =
  (condition: Condition): Condition =>
  (...given) =>
    `NOT ${condition(...given)}`

const CONDITIONS: Record<FilterOperator, Condition> = {
  in: ANY_OF,
  equals: ANY_OF,
  not_in: not(ANY_OF),
  not_equals: not(ANY_OF),
  contains: CONTAINS,
  not_contains: not(CONTAINS),
  starts_with: ({ label }, [text], parameters) =>
    isTrue(`starts_with(${folded(label())}, ${folded(parameters.bind(text, 'text'))})`),
  is_empty: EMPTY,
  is_not_empty: not((...given) => `(${EMPTY(...given)})`),
}

/** A condition that is true or false for every row, also for rows without a value. */
export function filterSql(sql: DimensionSql, filter: MetricFilter, parameters: Parameters): string {
  return CONDITIONS[filter.operator](sql, filter.values ?? [], parameters)
}

const MATCHES_NOTHING = new Set<FilterOperator>([
  'not_in',
  'not_equals',
  'not_contains',
  'is_empty',
])

/** Whether the condition holds for a row that has no value. */
export const holdsWithoutValue = ({ operator }: MetricFilter) => MATCHES_NOTHING.has(operator)

function isTrue(condition: string) {
  return `coalesce(${condition}, false)`
}
