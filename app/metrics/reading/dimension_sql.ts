import type { DimensionDefinition } from '../catalogue/dimensions.js'
import { answersDimension, isWrittenByRow } from '../planning/plan.js'
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
  /** Ancestor kind to join. */
  ancestor?: string
}

const written = (sql: string) => ({ key: () => sql, label: () => sql })
const ABSENT: DimensionSql = { ...written('NULL::text'), needs: 'nothing' }

/** Of the grouped rows `g` with entity `e`, ancestors `a_<n>` and breakdown `b`. */
export function dimensionSql(
  dimension: DimensionDefinition,
  stream: SourceStream,
  parameters: Parameters
): DimensionSql {
  if (!answersDimension(stream, dimension)) {
    return ABSENT
  }
  if (isWrittenByRow(stream, dimension)) {
    const value = () => `b.dimensions ->> ${parameters.bind(dimension.id, 'text')}`
    return { key: value, label: value, needs: 'breakdown' }
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

/** Two entities of the same name stay apart: the key is the connection with the vendor's own id. */
function entitySql(kind: string, stream: SourceStream, parameters: Parameters): DimensionSql {
  const alias = stream.entityKinds[0] === kind ? 'e' : `a_${stream.entityKinds.indexOf(kind)}`
  return {
    key: () => `${parameters.bind(`${stream.connectionId}/`, 'text')} || ${alias}.external_id`,
    label: () => `${alias}.name`,
    needs: 'entity',
    ...(alias === 'e' ? {} : { ancestor: kind }),
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

function isTrue(condition: string) {
  return `coalesce(${condition}, false)`
}
