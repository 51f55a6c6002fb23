import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { timeZone } from '#shared/time_zone'
import { noteChange } from '#reports/controllers/note_change'
import { addSchedule, ON_FINDINGS, removeSchedule } from '#reports/delivering/schedules'
import { findReport } from '#reports/queries/find_report'
import { FORMATS } from '#reports/types'

const MOST_RECIPIENTS = 200
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

const addresses = () => vine.array(vine.string().trim().email().maxLength(254))

const scheduleValidator = vine.create({
  rule: vine.object({
    every: vine.enum(['day', 'weekday', 'week', 'month'] as const),
    weekday: vine
      .number()
      .withoutDecimals()
      .range([1, 7])
      .optional()
      .requiredWhen('every', '=', 'week'),
    dayOfMonth: vine
      .number()
      .withoutDecimals()
      .range([1, 31])
      .optional()
      .requiredWhen('every', '=', 'month'),
    at: vine.string().regex(TIME),
  }),
  timeZone: timeZone(),
  recipients: addresses().minLength(1).maxLength(MOST_RECIPIENTS),
  formats: vine.array(vine.enum(FORMATS)).minLength(1).maxLength(FORMATS.length).distinct(),
  onFindings: vine.enum(ON_FINDINGS),
  fallbackRecipients: addresses()
    .maxLength(MOST_RECIPIENTS)
    .optional()
    .requiredWhen('onFindings', '=', 'fallback'),
  message: vine.string().trim().maxLength(1_000).optional(),
})

/** When a report is sent, and to whom. */
export default class SchedulesController {
  async store(ctx: HttpContext) {
    const tenant = currentTenant()
    const report = await findReport(tenant, ctx.params.report)
    const wanted = await ctx.request.validateUsing(scheduleValidator)
    const { recipients, fallbackRecipients = [], message = '' } = wanted
    await addSchedule(tenant, {
      reportId: report.id,
      fields: { ...wanted, fallbackRecipients, message },
      userId: ctx.auth.getUserOrFail().id,
      now: DateTime.utc(),
    })
    const { every, at } = wanted.rule
    await noteChange(ctx, report, ['scheduled', { every, at, recipients }])
    return ctx.response.redirect().back()
  }

  async destroy(ctx: HttpContext) {
    const tenant = currentTenant()
    const report = await findReport(tenant, ctx.params.report)
    await removeSchedule(tenant, report.id, ctx.params.schedule)
    await noteChange(ctx, report, ['unscheduled'])
    return ctx.response.redirect().back()
  }
}
