import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { assertFeature, featureGate } from '#billing'
import { currentTenant, withTenant } from '#foundation'
import { plain } from '#shared/plain'
import { importExchangeRates, type RateImportOutcome } from '#metrics/actions/import_exchange_rates'
import { receiveRateFile } from '#metrics/controllers/receive_rate_file'
import { listRateCoverage } from '#metrics/queries/list_rate_coverage'

const FEATURE = 'custom_exchange_rates'

export default class ExchangeRatesController {
  async index({ inertia, session }: HttpContext) {
    const outcome: RateImportOutcome | undefined = session.flashMessages.get('rateImport')
    const tenant = currentTenant()
    return inertia.render('metrics/exchange_rates', {
      coverage: plain(await listRateCoverage(tenant)),
      gate: plain(await featureGate(tenant, FEATURE, DateTime.utc())),
      outcome: plain(outcome ?? null),
    })
  }

  async store({ auth, organization, request, response, session }: HttpContext) {
    await withTenant(organization.id, (tenant) => assertFeature(tenant, FEATURE, DateTime.utc()))
    const upload = await receiveRateFile(request)
    const actor = { id: auth.user?.id ?? null, ip: request.ip() }
    const outcome = await withTenant(organization.id, (tenant) =>
      importExchangeRates(tenant, { ...upload, actor, now: DateTime.utc() })
    )
    session.flash('rateImport', outcome)
    return response.redirect().status(303).back()
  }
}
