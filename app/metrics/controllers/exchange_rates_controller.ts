import { readFile } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant, Refusal } from '#foundation'
import { plain } from '#shared/plain'
import { importExchangeRates, type RateImportOutcome } from '#metrics/actions/import_exchange_rates'
import { listRateCoverage } from '#metrics/queries/list_rate_coverage'

const LARGEST_FILE = '10mb'

export default class ExchangeRatesController {
  async index({ inertia, session }: HttpContext) {
    const outcome: RateImportOutcome | undefined = session.flashMessages.get('rateImport')
    return inertia.render('metrics/exchange_rates', {
      coverage: plain(await listRateCoverage(currentTenant())),
      outcome: plain(outcome ?? null),
    })
  }

  async store({ auth, request, response, session }: HttpContext) {
    const file = request.file('file', { size: LARGEST_FILE })
    if (!file?.tmpPath || !file.isValid) {
      throw new Refusal({
        code: 'E_FILE_MISSING',
        status: 422,
        message: file
          ? 'This file is larger than 10 MB, so it was not read. Leave out the years that you have no amounts of.'
          : 'No file was sent. Choose the file with the rates and send it again.',
      })
    }
    const outcome = await importExchangeRates(currentTenant(), {
      bytes: await readFile(file.tmpPath),
      fileName: file.clientName,
      source: request.input('source'),
      actor: { id: auth.user?.id ?? null, ip: request.ip() },
      now: DateTime.utc(),
    })
    session.flash('rateImport', outcome)
    return response.redirect().status(303).back()
  }
}
