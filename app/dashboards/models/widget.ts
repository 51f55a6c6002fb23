import { column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import { TenantModel } from '#foundation'
import type { MetricQuery } from '#metrics'
import type { KeptLayout, WidgetView } from '#dashboards/types'

/** The widget's own part of the question; range and currency come from the dashboard. */
export type WidgetQuestion = Pick<
  MetricQuery,
  | 'metrics'
  | 'breakdowns'
  | 'filters'
  | 'grain'
  | 'comparison'
  | 'moreComparisons'
  | 'formulas'
  | 'derived'
  | 'conditions'
  | 'sort'
  | 'top'
  | 'weekStart'
  | 'limit'
  | 'subtotals'
>

/** One panel of a dashboard. */
export default class Widget extends TenantModel {
  static table = 'dashboard_widgets'

  @column()
  declare dashboardId: string

  @column()
  declare title: string

  @column()
  declare view: WidgetView

  /** Null where the widget asks nothing. */
  @column({
    columnName: 'query',
    prepare: (value: WidgetQuestion | null) => JSON.stringify(value ?? {}),
    consume: (value: WidgetQuestion) => (value.metrics ? value : null),
  })
  declare question: WidgetQuestion | null

  /** How it is drawn, by the schema of its view. */
  @column({ prepare: asJson })
  declare display: Record<string, unknown>

  /** Where it stands; see `arranged`. */
  @column({ prepare: asJson })
  declare layout: KeptLayout

  /** Text of a text widget, plain with line breaks. */
  @column()
  declare body: string

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** Set while a removed widget can still be brought back. */
  @column.dateTime()
  declare removedAt: DateTime | null
}

function asJson(value: object | undefined) {
  return JSON.stringify(value ?? {})
}
