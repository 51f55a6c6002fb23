import type { ApplicationService } from '@adonisjs/core/types'

/**
 * Lets numbers say how fresh they are, and lets a removed source be forgotten: `metrics` and
 * `connections` stand below `sync` and cannot ask it by themselves.
 */
export default class SyncProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { provideFreshness } = await import('#metrics')
    const { RemoveSource } = await import('#connections')
    const { forgetSource } = await import('#sync/actions/forget_source')
    const { streamFreshness } = await import('#sync/queries/stream_freshness')
    provideFreshness(streamFreshness)
    RemoveSource.follow(forgetSource)
  }
}
