import type { ApplicationService } from '@adonisjs/core/types'

/** Lets numbers say how fresh they are: `metrics` stands below `sync` and cannot ask it by itself. */
export default class SyncProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { provideStandings } = await import('#metrics')
    const { streamStandings } = await import('#sync')
    provideStandings(streamStandings)
  }
}
