import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { visibleName } from '#identity'
import { METRIC_UNITS } from '#shared/metric_units'
import { isDay } from '../mapping/check_mapping.js'
import { AGGREGATIONS, COLUMN_USES, IMPORT_MODES } from '../mapping/mapping.js'
import {
  BLANK_DAYS,
  BLANK_TEXTS,
  DECIMALS,
  ENCODINGS,
  FILE_KINDS,
  HIDDEN_ROWS,
  ORDERS,
  PERIODS,
  TOTALS,
} from '../reading/format.js'
import { SCALES } from '#shared/columns/header_words'
import { isCurrency } from '#shared/columns/currencies'
import { DATE_STYLES } from '../typing/dates.js'

const knownDay = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value === 'string' && !isDay(value)) {
    field.report('This is not a valid date. Use the form 2026-02-28.', 'day', field)
  }
})

const knownCurrency = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (typeof value === 'string' && !isCurrency(value)) {
    field.report('Unknown currency. Use a code such as EUR.', 'currency', field)
  }
})

const columnValidator = vine.object({
  index: vine.number().withoutDecimals().min(0),
  name: vine.string(),
  use: vine.enum(COLUMN_USES),
  target: vine
    .string()
    .regex(/^[\p{L}\p{N}_:.-]+$/u)
    .maxLength(200)
    .nullable()
    .optional(),
  unit: vine.enum(METRIC_UNITS),
  aggregation: vine.enum(AGGREGATIONS),
  scale: vine.enum(SCALES).optional(),
  isKey: vine.boolean(),
  dateStyle: vine.enum(DATE_STYLES),
})

/** What the wizard sends to start an import. */
export const orderValidator = vine.compile(
  vine.object({
    sourceName: visibleName().maxLength(60),
    again: vine.boolean().optional(),
    accept: vine.boolean().optional(),
    countsRows: vine.boolean().optional(),
    mode: vine.enum(IMPORT_MODES),
    fixedDay: vine.string().use(knownDay()).nullable().optional(),
    currency: vine.string().use(knownCurrency()).nullable().optional(),
    columns: vine.array(columnValidator).minLength(1).maxLength(1_000),
  })
)

/** Corrections of what was found about the file. */
export const formatValidator = vine.compile(
  vine.object({
    kind: vine.enum(FILE_KINDS).optional(),
    encoding: vine.enum(ENCODINGS.map(({ value }) => value)).optional(),
    delimiter: vine.string().minLength(1).maxLength(1).optional(),
    quote: vine.string().maxLength(1).nullable().optional(),
    sheet: vine.string().maxLength(200).optional(),
    recordsPath: vine.string().maxLength(500).nullable().optional(),
    headerRow: vine.number().withoutDecimals().min(0).max(1_000).optional(),
    decimal: vine.enum(DECIMALS).optional(),
    dateOrder: vine.enum(ORDERS).optional(),
    hiddenRows: vine.enum(HIDDEN_ROWS).optional(),
    blankDays: vine.enum(BLANK_DAYS).optional(),
    blankTexts: vine.enum(BLANK_TEXTS).optional(),
    totals: vine.enum(TOTALS).optional(),
    periods: vine.enum(PERIODS).optional(),
  })
)

/** New values by rejected record and column. */
export const repairValidator = vine.compile(
  vine.object({
    repairs: vine
      .array(
        vine.object({
          id: vine.string().uuid(),
          values: vine.array(
            vine.object({
              column: vine.string(),
              value: vine.string().maxLength(10_000).nullable(),
            })
          ),
        })
      )
      .minLength(1)
      .maxLength(500),
  })
)
