import { args, BaseCommand, flags } from '@adonisjs/core/ace'

/** The conformance kit. Level 0 calls nobody; level 1 replays the contract against the built-in emulator. */
export default class PluginTest extends BaseCommand {
  static commandName = 'plugin:test'
  static description = 'Test plugins against the contract (level 0: static, level 1: replay)'
  static options = { startApp: true }

  @args.string({
    description: 'Plugin, for example google/ads; all of them where left out',
    required: false,
  })
  declare id?: string

  @flags.number({ description: 'Conformance level, 0 or 1', default: 0 })
  declare level: number

  async run() {
    const { pluginRegistry } = await import('#plugin_host')
    const { testPlugin } = await import('#sandbox')
    const registry = await pluginRegistry()
    const plugins = registry.all().filter(({ id }) => !this.id || id === this.id)
    if (plugins.length === 0) {
      this.tellWhoIsThere(registry)
    }
    if (this.level !== 0 && this.level !== 1) {
      return this.fail('There are levels 0 and 1.')
    }
    for (const { id } of plugins) {
      const verdicts = await testPlugin({ pluginId: id, level: this.level, now: new Date() })
      verdicts.forEach((verdict) => this.tell(verdict))
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

  private tell(verdict: import('#sandbox').Verdict) {
    const line = `${verdict.plugin}, level ${verdict.level}: ${verdict.title}`
    if (verdict.status === 'failed') {
      return this.fail(`${line}: ${verdict.reason}`)
    }
    if (verdict.status === 'skipped') {
      return this.logger.info(`${line}: skipped, because ${verdict.reason}`)
    }
    this.logger.success(line)
  }

  private fail(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
