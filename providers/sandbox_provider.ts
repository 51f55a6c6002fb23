import type { ApplicationService } from '@adonisjs/core/types'

/** Lets amounts of sandbox sources be converted: `metrics` stands below `sandbox` and cannot ask it by itself. */
export default class SandboxProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { provideSandboxRates } = await import('#metrics/reading/sandbox_rates')
    const { sampleRates } = await import('#sandbox/business/exchange_rates')
    provideSandboxRates(sampleRates)
  }
}
