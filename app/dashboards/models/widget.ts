import { column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import { TenantModel } from '#foundation'
import type { MetricQuery } from '#metrics'

export const WIDGET_VIEWS = ['metric', 'line', 'bar', 'table', 'text'] as const
export const WIDGET_WIDTHS = [3, 4, 6, 8, 12] as const

export type WidgetView = (typeof WIDGET_VIEWS)[number]
/** Columns of twelve that a widget takes on a wide screen. */
export type WidgetWidth = (typeof WIDGET_WIDTHS)[number]

/** The widget's own part of the question; range and currency come from the dashboard. */
export type WidgetQuestion = Pick<
  MetricQuery,
  'metrics' | 'breakdowns' | 'filters' | 'grain' | 'comparison' | 'formulas' | 'limit'
>

/** One panel of a dashboard. */
export default class Widget extends TenantModel {
  static table = 'dashboard_widgets'

  @column()
  declare dashboardId: string

  /** Place in reading order, from 1. */
  @column()
  declare position: number

  @column()
  declare title: string

  @column()
  declare view: WidgetView

  @column()
  declare width: WidgetWidth

  /** Null where the widget holds text and asks nothing. */
  @column({
    columnName: 'query',
    prepare: (value: WidgetQuestion | null) => JSON.stringify(value ?? {}),
    consume: (value: WidgetQuestion) => (value.metrics ? value : null),
  })
  declare question: WidgetQuestion | null

  /** Text of a text widget, plain with line breaks. */
  @column()
  declare body: string

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** Set while a removed widget can still be brought back. */
  @column.dateTime()
  declare removedAt: DateTime | null
}
