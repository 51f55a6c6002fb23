import { args, BaseCommand, flags } from '@adonisjs/core/ace'

/** Shows after each save of a plugin what is wrong with it, or what it reads from its sandbox. */
export default class PluginDev extends BaseCommand {
  static commandName = 'plugin:dev'
  static description = 'Watch a plugin: check each save, and show call, page, rows and facts'
  static options = { startApp: true }

  @args.string({ description: 'Plugin, for example acme/ads, or its folder' })
  declare id: string

  @args.string({
    description: 'Stream to show; the one with the most to see where left out',
    required: false,
  })
  declare stream?: string

  @flags.boolean({ description: 'Show it once and end' })
  declare once: boolean

  /** Ends the watching; interrupting the program does. */
  readonly ending = new AbortController()

  async run() {
    const { authoredPlugins, chosen } = await import('#authoring')
    const root = this.app.makePath()
    const plugins = chosen(await authoredPlugins(root), this.id)
    if (typeof plugins === 'string') {
      return this.fail(plugins)
    }
    const { DevSession } = await import('#authoring/watching/dev_session')
    const { watchFolder } = await import('#authoring/watching/watch_folder')
    const [{ folder }] = plugins
    const session = new DevSession({
      ...{ root, folder, stream: this.stream, now: () => new Date() },
      width: () => process.stdout.columns ?? 160,
    })
    if (this.once) {
      return this.show(session, [])
    }
    process.once('SIGINT', () => this.ending.abort())
    this.logger.info(`Watching ${folder}. Interrupt with Ctrl+C.`)
    await watchFolder(
      this.app.makePath(folder),
      (changed) => this.show(session, changed),
      this.ending.signal
    )
  }

  private async show(
    session: { show(): Promise<{ isSound: boolean; text: string }> },
    changed: string[]
  ) {
    const started = performance.now()
    const { isSound, text } = await session.show()
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    const what = changed.length > 0 ? `${changed.join(', ')} saved` : this.id
    this.logger.log(`\n── ${what} · ${seconds} s ──\n${text}\n`)
    if (!isSound && this.once) {
      this.exitCode = 1
    }
  }

  private fail(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
