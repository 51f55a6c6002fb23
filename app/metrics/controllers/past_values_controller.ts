import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { askedNumber } from '#metrics/asking/asked_number'
import { compareWithPast } from '#metrics/queries/compare_with_past'

/** A number as it was known on a day, and what changed since. */
export default class PastValuesController {
  async show({ organization, request, response }: HttpContext) {
    const given = request.qs()
    const number = askedNumber(given)
    if (!number) {
      return response.json({})
    }
    const asked = { ...number, asOf: String(given.asOf ?? '') }
    return response.json(
      await compareWithPast(currentTenant(), organization, asked, DateTime.utc())
    )
  }
}
