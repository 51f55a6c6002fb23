import ViteProvider from '@adonisjs/vite/vite_provider'
import type { ApplicationService } from '@adonisjs/core/types'

/**
 * The asset provider, except that tests serve the built front end like production does: what the
 * browser tests see is then what customers get, content security policy included.
 */
export default class AssetsProvider extends ViteProvider {
  constructor(private application: ApplicationService) {
    super(application)
  }

  async start() {
    if (!this.application.inTest) {
      await super.start()
    }
  }

  async shutdown() {
    if (!this.application.inTest) {
      await super.shutdown()
    }
  }
}
