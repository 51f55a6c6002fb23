import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { filtersFrom, fromAddress, readDashboard } from '#dashboards'
import { currentTenant, Refusal } from '#foundation'

/** Dashboards with the answers of their widgets, as the application shows them. */
export default class DashboardsController {
  async show({ params, request, organization }: HttpContext) {
    const tenant = currentTenant()
    await tenant.restrictToReading()
    const asking = { tenant, organization, now: DateTime.utc() }
    return readDashboard(asking, params.id, chosenIn(request.qs()))
  }
}

function chosenIn({ range, currency, filter }: Record<string, unknown>) {
  const { filters, unknown } = filtersFrom(filter)
  if (unknown.length > 0) {
    throw Refusal.ofField(
      'filter',
      'A filter is dimension~operator~value, for example channel~in~Paid.'
    )
  }
  return {
    ...chosen('range', range, fromAddress.range(range)),
    ...chosen('currency', currency, fromAddress.currency(currency)),
    ...(filters.length > 0 && { filters }),
  }
}

const FORMS = {
  range: 'A range is a preset such as last_28_days, or two days: 2026-01-01..2026-03-31.',
  currency: 'A currency is three capital letters (ISO 4217), for example EUR.',
}

/** What is asked for and not understood is refused: the numbers would answer another question. */
function chosen<Value>(field: keyof typeof FORMS, given: unknown, read: Value | null) {
  if (given !== undefined && read === null) {
    throw Refusal.ofField(field, FORMS[field])
  }
  return read === null ? {} : { [field]: read }
}
