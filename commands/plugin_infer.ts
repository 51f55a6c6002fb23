import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'

/** Drafts a manifest from what a vendor publishes or answered. */
export default class PluginInfer extends BaseCommand {
  static commandName = 'plugin:infer'
  static description =
    'Draft streams, keys, cursors and metrics from an OpenAPI description, a HAR or a page'

  static options = { startApp: true }

  @args.string({ description: 'openapi.json, a .har, or a recorded page.json' })
  declare file: string

  @flags.string({ description: 'Writes the draft there; printed where left out' })
  declare to?: string

  async run() {
    if (!existsSync(this.file)) {
      return this.fail(`There is no file ${this.file}.`)
    }
    if (this.to && existsSync(this.to)) {
      return this.fail(`${this.to} exists already. Nothing was written.`)
    }
    const { draftManifest, draftText, readSamples } = await import('#authoring')
    try {
      const draft = draftManifest(await readSamples(await readFile(this.file, 'utf8'), this.file))
      const text = await draftText(this.app.makePath(), draft)
      await (this.to ? writeFile(this.to, text) : this.logger.log(text))
      draft.doubts.forEach((doubt) => this.logger.warning(doubt))
    } catch (error) {
      this.fail((error as Error).message)
    }
  }

  private fail(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
