import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { PluginComparison } from '#authoring'

/** What changed in a plugin since a revision, and the version that this asks for. */
export default class PluginDiff extends BaseCommand {
  static commandName = 'plugin:diff'
  static description =
    'Compare a plugin with its released manifest and compute the version it needs'

  static options = { startApp: true }

  @args.string({ description: 'Plugin; all that changed where left out', required: false })
  declare id?: string

  @flags.string({
    description: 'Branch, tag or commit to compare with; else where this branch left the main one',
  })
  declare since?: string

  async run() {
    const { authoredPlugins, chosen, comparePlugin } = await import('#authoring')
    const root = process.cwd()
    const plugins = chosen(await authoredPlugins(root), this.id)
    if (typeof plugins === 'string') {
      return this.fail(plugins)
    }
    for (const plugin of plugins) {
      const comparison = await comparePlugin(root, plugin, this.since)
      if (typeof comparison === 'string') {
        return this.fail(comparison)
      }
      this.tell(plugin.id, comparison)
    }
  }

  private tell(id: string, { changes, version, needed, isEnough }: PluginComparison) {
    for (const { weight, place, what } of changes) {
      this.logger.log(`${id}  ${weight.padEnd(5)}  ${place} ${what}`)
    }
    if (!isEnough) {
      return this.fail(
        `${id}: this needs version ${needed}, and the manifest says ${version}. Set \`version: '${needed}'\` and add '## ${needed}' to its CHANGELOG.md.`
      )
    }
    if (changes.length > 0) {
      this.logger.success(`${id}: version ${version} covers it; ${needed} is the least.`)
    } else if (this.id) {
      this.logger.success(`${id}: nothing changed.`)
    }
  }

  private fail(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
