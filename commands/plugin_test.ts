import { args, BaseCommand, flags } from '@adonisjs/core/ace'

/** Level 0 of the conformance kit: what can be said about a plugin without calling anybody. */
export default class PluginTest extends BaseCommand {
  static commandName = 'plugin:test'
  static description = 'Check plugins against the contract (level 0: static)'
  static options = { startApp: true }

  @args.string({
    description: 'Plugin, for example google/ads; all of them where left out',
    required: false,
  })
  declare id?: string

  @flags.number({ description: 'Conformance level', default: 0 })
  declare level: number

  async run() {
    const { pluginRegistry } = await import('#plugin_host')
    const registry = await pluginRegistry()
    const plugins = registry.all().filter(({ id }) => !this.id || id === this.id)
    if (plugins.length === 0) {
      this.logger.error(`There is no plugin '${this.id}'.`)
      this.exitCode = 1
    }
    if (this.level > 0) {
      this.logger.warning(
        'Level 1 runs as specs: npm test -- functional (tests/functional/connections).'
      )
    }
    for (const { id, version, state, reason } of plugins) {
      const isSound = state === 'available'
      this.logger[isSound ? 'success' : 'error'](`${id} ${version}: ${reason ?? 'level 0 passed'}`)
      this.exitCode = isSound ? this.exitCode : 1
    }
  }
}
