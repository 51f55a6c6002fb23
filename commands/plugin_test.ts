import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { Plugin } from '#kit'
import type { Exchange, Level, Verdict } from '#sandbox'

const LEVELS: Level[] = [0, 1, 2]

/** The conformance kit: static (0), replay against the built-in emulator (1), sums against the sample business (2). */
export default class PluginTest extends BaseCommand {
  static commandName = 'plugin:test'
  static description = 'Test plugins against the contract (0: static, 1: replay, 2: sums)'
  static options = { startApp: true }

  @args.string({
    description: 'Plugin, for example google/ads; all of them where left out',
    required: false,
  })
  declare id?: string

  @flags.number({ description: 'Conformance level, 0 to 2', default: 0 })
  declare level: number

  @flags.string({ description: 'Only cases whose title holds this text' })
  declare only?: string

  @flags.string({ description: 'Only this stream' })
  declare stream?: string

  @flags.boolean({ description: 'Show every request and its answer' })
  declare trace: boolean

  async run() {
    const { pluginRegistry } = await import('#plugin_host')
    const registry = await pluginRegistry()
    const plugins = registry.all().filter(({ id }) => !this.id || id === this.id)
    if (plugins.length === 0) {
      this.tellWhoIsThere(registry)
    }
    const level = LEVELS.find((each) => each === this.level)
    if (level === undefined) {
      return this.fail('There are levels 0, 1 and 2.')
    }
    for (const plugin of plugins) {
      const unknown = this.unknownStream(plugin)
      await (unknown ? this.fail(unknown) : this.test(plugin.id, level))
    }
  }

  /** A plugin that cannot be loaded has no id to be found by. */
  private tellWhoIsThere(registry: { all(): { id: string; reason: string | null }[] }) {
    const nameless = registry.all().filter(({ id }) => id.startsWith('unnamed/'))
    const known = registry.all().filter((plugin) => !nameless.includes(plugin))
    const ids = known.map(({ id }) => id).join(', ')
    this.fail(`There is no plugin '${this.id}'. These are there: ${ids}.`)
    nameless.forEach(({ reason }) => this.fail(`The ${reason}.`))
  }

  private unknownStream({ id, manifest }: { id: string; manifest: Plugin | null }) {
    const names = Object.values(manifest?.connectors ?? {}).flatMap((each) =>
      each.kind === 'api' ? Object.keys(each.streams) : []
    )
    return this.stream === undefined || names.includes(this.stream)
      ? undefined
      : `${id} has no stream '${this.stream}'. Streams: ${names.join(', ') || 'none'}.`
  }

  private async test(id: string, level: Level) {
    const { tellFailures } = await import('#authoring')
    const { testPlugin } = await import('#sandbox')
    const verdicts = await testPlugin({
      pluginId: id,
      level,
      now: new Date(),
      only: this.only,
      stream: this.stream,
      trace: this.trace ? (exchange) => this.show(exchange) : undefined,
    })
    verdicts.forEach((verdict) => this.tell(verdict))
    const failures = await tellFailures(process.cwd(), verdicts)
    failures.forEach((failure) => this.fail(failure))
  }

  private show({ request, status, answer }: Exchange) {
    this.logger.log(`→ ${request}\n← ${status ?? ''} ${answer}`)
  }

  /** What failed is told at the end, once for each cause. */
  private tell(verdict: Verdict) {
    const line = `${verdict.plugin}, level ${verdict.level}: ${verdict.title}`
    if (verdict.status === 'skipped') {
      this.logger.info(`${line}: skipped, because ${verdict.reason}`)
    } else if (verdict.status === 'passed') {
      this.logger.success(line)
    }
  }

  private fail(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
