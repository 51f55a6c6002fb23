import { readFileSync } from 'node:fs'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'

/** Puts one version of a plugin into an archive with a list of SHA-256 sums. */
export default class PluginPack extends BaseCommand {
  static commandName = 'plugin:pack'
  static description = 'Write the archive of one version of a plugin'
  static options = { startApp: true }

  @args.string({ description: 'Plugin, for example acme/ads' })
  declare id: string

  @flags.string({ description: 'Folder for the archive', default: '.' })
  declare to: string

  @flags.string({ description: 'Private key of the vendor, which signs the archive' })
  declare key?: string

  async run() {
    const { authoredPlugins, chosen, packPlugin } = await import('#authoring')
    const root = process.cwd()
    const plugins = chosen(await authoredPlugins(root), this.id)
    if (typeof plugins === 'string') {
      return this.fail([plugins])
    }
    const packed = await packPlugin(root, plugins[0], {
      target: this.to,
      key: this.key ? JSON.parse(readFileSync(this.key, 'utf8')) : undefined,
    })
    if (Array.isArray(packed)) {
      return this.fail(packed.map((reason) => `The ${reason}.`))
    }
    this.logger.success(`${packed.archive}: ${packed.files.length} files`)
  }

  private fail(messages: string[]) {
    messages.forEach((message) => this.logger.error(message))
    this.exitCode = 1
  }
}
