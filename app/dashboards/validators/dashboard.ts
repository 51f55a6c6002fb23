import vine from '@vinejs/vine'
import { visibleName } from '#identity'
import { SHARED_ROLES } from '#dashboards/queries/list_audience'
import { IDENTIFIER, QUESTION_FORM } from '#dashboards/validators/question_form'
import { rangeFrom } from '#dashboards/validators/range_address'
import { SILENT_VIEWS, VIEW_NAMES } from '#dashboards/widget_views'

const MOST_VALUES = 500
const MOST_SERIES = 200

const identifier = () => vine.string().trim().regex(IDENTIFIER)

const filter = () =>
  vine.object({
    dimension: identifier(),
    operator: vine.enum(QUESTION_FORM.operators),
    values: vine.array(vine.string().maxLength(500)).maxLength(MOST_VALUES).optional(),
  })

const question = () =>
  vine.object({
    metrics: vine.array(identifier()).minLength(1).maxLength(QUESTION_FORM.mostMetrics),
    breakdowns: vine.array(identifier()).maxLength(QUESTION_FORM.mostBreakdowns).optional(),
    filters: vine.array(filter()).maxLength(QUESTION_FORM.mostFilters).optional(),
    grain: vine.enum(QUESTION_FORM.grains).optional(),
    comparison: vine.enum(QUESTION_FORM.comparisons).optional(),
    subtotals: vine
      .array(vine.array(identifier()).maxLength(QUESTION_FORM.mostBreakdowns))
      .maxLength(1)
      .optional(),
    limit: vine.number().withoutDecimals().min(1).max(MOST_SERIES).optional(),
    ...shape(),
  })

/** What is done with the rows, whose form the engine itself reads (`readMetricQuery`). */
const shape = () => ({
  moreComparisons: vine.any().optional(),
  formulas: vine.any().optional(),
  derived: vine.any().optional(),
  conditions: vine.any().optional(),
  sort: vine.any().optional(),
  top: vine.any().optional(),
  weekStart: vine.any().optional(),
})

const name = () => visibleName().maxLength(120)
const description = () => vine.string().trim().maxLength(500)

/** A new dashboard, and everything of an old one that a form changes. */
export const newDashboardValidator = vine.create({
  name: name(),
  description: description().optional(),
  /** Id of a template to begin with. */
  template: vine.string().maxLength(200).optional(),
})

export const dashboardChangeValidator = vine.create({
  name: name().optional(),
  description: description().optional(),
  /** Empty: in none. */
  folder: vine.string().trim().maxLength(60).nullable().optional(),
  visibility: vine.enum(['private', 'organization', 'chosen'] as const).optional(),
  sharedWith: vine
    .object({
      roles: vine.array(vine.enum(SHARED_ROLES)).maxLength(SHARED_ROLES.length).optional(),
      members: vine.array(vine.string().uuid()).maxLength(500).optional(),
    })
    .optional(),
  range: vine
    .string()
    .transform((text) => rangeFrom(text))
    .optional(),
  currency: vine
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .optional(),
})

/** A widget as people and templates write it. */
export const widgetValidator = vine.create({
  title: name(),
  view: vine.enum(VIEW_NAMES),
  body: vine.string().maxLength(5000).optional(),
  question: question().optional().requiredWhen('view', 'notIn', SILENT_VIEWS),
})

export const templateValidator = vine.create({
  name: name(),
  description: description().optional(),
})
