import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { MappedRecording } from '#authoring'

const SHOWN = 10

/** Maps a recorded page as a sync would: no vendor, no emulator, nothing stored. */
export default class PluginCall extends BaseCommand {
  static commandName = 'plugin:call'
  static description = 'Show what a recorded page of a vendor becomes'
  static options = { startApp: true }

  @args.string({ description: 'Plugin, for example acme/ads' })
  declare id: string

  @args.string({ description: 'Stream that the page belongs to' })
  declare stream: string

  @flags.string({ description: 'File with the body of an answer', required: true })
  declare record: string

  @flags.string({ description: 'Currency of the account', default: 'EUR' })
  declare currency: string

  async run() {
    if (!existsSync(this.record)) {
      return this.fail(`There is no file ${this.record}.`)
    }
    const { mapRecording } = await import('#authoring')
    const mapped = await mapRecording({
      pluginId: this.id,
      stream: this.stream,
      bytes: await readFile(this.record),
      today: new Date().toISOString().slice(0, 10),
      account: { currency: this.currency },
    })
    return typeof mapped === 'string' ? this.fail(mapped) : this.tell(mapped)
  }

  private tell({ records, metrics, facts, entities, events, rejected, skipped }: MappedRecording) {
    if (facts.length > 0) {
      const table = this.ui.table()
      table.head(['Day', 'Entity', 'Dimensions', 'Currency', ...metrics])
      for (const { day, entity, dimensions, currency, numbers } of facts.slice(0, SHOWN)) {
        const named = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`)
        const counts = numbers.map((number) => String(number ?? ''))
        table.row([
          day,
          `${entity.kind} ${entity.externalId}`,
          named.join(' '),
          currency ?? '',
          ...counts,
        ])
      }
      table.render()
    }
    rejected.forEach(({ reason }) => this.fail(`A record is rejected: ${reason}`))
    this.logger.info(
      `${records.length} records: ${facts.length} facts, ${entities} entities, ${events} events, ${rejected.length} rejected, ${skipped} skipped.`
    )
  }

  private fail(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
