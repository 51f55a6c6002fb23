import { readFileSync } from 'node:fs'
import { args, BaseCommand } from '@adonisjs/core/ace'

/** Takes a signed archive into the marketplace of this installation. */
export default class PluginPublish extends BaseCommand {
  static commandName = 'plugin:publish'
  static description = 'Publish a signed archive in the marketplace of this installation'
  static options = { startApp: true }

  @args.string({ description: 'Archive that plugin:pack --key wrote' })
  declare archive: string

  async run() {
    const { publishVersion } = await import('#plugin_host/archives/publish_version')
    try {
      const { id, version, isNew } = await publishVersion(readFileSync(this.archive), new Date())
      this.logger.success(
        isNew ? `${id} ${version} was published.` : `${id} ${version} had been published before.`
      )
    } catch (error) {
      this.logger.error((error as Error).message)
      this.exitCode = 1
    }
  }
}
