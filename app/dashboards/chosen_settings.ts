import type { HttpContext } from '@adonisjs/core/http'
import type Dashboard from '#dashboards/models/dashboard'
import type { DashboardSettings } from '#dashboards/models/dashboard'
import { filtersFrom } from '#dashboards/validators/filter_address'
import { currencyFrom, rangeFrom } from '#dashboards/validators/range_address'

/** The reader's choice in the address goes before what the dashboard was saved with. */
export function chosenSettings(
  { request }: HttpContext,
  { settings }: Pick<Dashboard, 'settings'>
): DashboardSettings {
  return {
    range: rangeFrom(request.input('range')) ?? settings.range,
    currency: currencyFrom(request.input('currency')) ?? settings.currency,
    filters: filtersFrom(request.input('filter')).filters,
  }
}
