import type { HttpContext } from '@adonisjs/core/http'
import { MOST_WIDGETS, tooManyMessage } from '#dashboards/queries/widget_room'
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

/** What the address asks for that nobody knows, and what the page leaves out. */
export function noticesOf({ request }: HttpContext, widgets: number): string[] {
  const { range, currency, filter } = request.qs()
  const unknown = [
    ...(range && !rangeFrom(range) ? [`the period “${String(range).slice(0, 60)}”`] : []),
    ...(currency && !currencyFrom(currency)
      ? [`the currency “${String(currency).slice(0, 60)}”`]
      : []),
    ...filtersFrom(filter).unknown.map((text) => `the filter “${text.slice(0, 60)}”`),
  ]
  return [
    ...unknown.map(
      (what) =>
        `The address asks for ${what}, which is not known: the dashboard shows its own instead.`
    ),
    ...(widgets > MOST_WIDGETS ? [tooManyMessage(widgets)] : []),
  ]
}
