import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant, Refusal } from '#foundation'
import { askedNumber } from '#metrics/asking/asked_number'
import { csvOfRows } from '#metrics/queries/csv_of_rows'
import { listSourceRows, MOST_ROWS } from '#metrics/queries/list_source_rows'

const ROWS_PER_PAGE = 50

/** The rows of the sources behind one number. */
export default class SourceRowsController {
  async index({ organization, request, response }: HttpContext) {
    const given = request.qs()
    const number = askedNumber(given)
    if (!number) {
      return response.json({})
    }
    const from = Math.max(0, Math.trunc(Number(given.from)) || 0)
    const asked = { ...number, from, count: ROWS_PER_PAGE }
    return response.json(await listSourceRows(currentTenant(), organization, asked, DateTime.utc()))
  }

  async export({ organization, request, response }: HttpContext) {
    const number = askedNumber(request.qs())
    if (!number) {
      return response.json({})
    }
    const asked = { ...number, from: 0, count: MOST_ROWS }
    const found = await listSourceRows(currentTenant(), organization, asked, DateTime.utc())
    if (found.total > MOST_ROWS) {
      throw tooMany(found.total)
    }
    const { from, to } = found.range
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header(
      'content-disposition',
      `attachment; filename="${organization.slug}-rows-${from}-${to}.csv"`
    )
    return response.stream(Readable.from(csvOfRows(found)))
  }
}

const tooMany = (total: number) =>
  new Refusal({
    code: 'E_ROWS_TOO_MANY',
    status: 422,
    message:
      `This number is made of ${total.toLocaleString('en')} rows, and a file holds at most ` +
      `${MOST_ROWS.toLocaleString('en')}. Choose a shorter period or add a filter.`,
  })
