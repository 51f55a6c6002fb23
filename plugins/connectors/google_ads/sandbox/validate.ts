import { queryError } from './errors.js'
import { ALL_FIELDS, METRICS, RESOURCES, SEGMENTS, type ResourceName } from './fields.js'
import type { Query } from './gaql.js'

const CORE_DATES = [
  'segments.date',
  'segments.week',
  'segments.month',
  'segments.quarter',
  'segments.year',
]

/**
 * Refuses what the API refuses before it looks at any row:
 * https://developers.google.com/google-ads/api/reference/rpc/v21/QueryErrorEnum.QueryError
 */
export function validate(query: Query) {
  if (!(query.from in RESOURCES)) {
    throw queryError(
      'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE',
      `Error in query: '${query.from}' is not a valid resource name.`
    )
  }
  query.select.forEach((field) => checkField(field, query.from as ResourceName, 'SELECT'))
  query.where.forEach(({ field }) => checkField(field, query.from as ResourceName, 'WHERE'))
  query.orderBy.forEach(({ field }) => checkOrdering(field, query))
  checkSegments(query)
}

function checkField(field: string, from: ResourceName, clause: 'SELECT' | 'WHERE') {
  if (!(field in ALL_FIELDS)) {
    throw queryError('UNRECOGNIZED_FIELD', `Unrecognized field in the query: '${field}'.`)
  }
  if (field in METRICS || field in SEGMENTS) {
    if (from === 'customer_client') {
      throw queryError(
        'PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE',
        `Cannot select or filter on '${field}' together with the resource in FROM clause.`
      )
    }
    return
  }
  if (!(field in RESOURCES[from])) {
    const resource = field.split('.')[0].toUpperCase()
    throw queryError(
      `PROHIBITED_RESOURCE_TYPE_IN_${clause}_CLAUSE`,
      `Cannot select fields from the following resources: '${resource}', since the resource is incompatible with the resource in FROM clause.`
    )
  }
}

function checkOrdering(field: string, { select, from }: Query) {
  if (!(field in ALL_FIELDS)) {
    throw queryError('UNRECOGNIZED_FIELD', `Unrecognized field in the query: '${field}'.`)
  }
  if (!select.includes(field) && !field.startsWith(`${from}.`)) {
    throw queryError(
      'EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE',
      `The following field must be present in SELECT clause: '${field}'.`
    )
  }
}

/** https://developers.google.com/google-ads/api/docs/reporting/segmentation */
function checkSegments({ select, where }: Query) {
  const unselected = where.find(
    ({ field }) => field in SEGMENTS && !CORE_DATES.includes(field) && !select.includes(field)
  )
  if (unselected) {
    throw queryError(
      'EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE',
      `The following field must be present in SELECT clause: '${unselected.field}'.`
    )
  }
  const isDated = select.some((field) => CORE_DATES.includes(field))
  if (isDated && !where.some(({ field }) => CORE_DATES.includes(field))) {
    throw queryError(
      'DATE_RANGE_TOO_WIDE',
      'A query that selects a core date segment needs a finite date range in its WHERE clause.'
    )
  }
}
