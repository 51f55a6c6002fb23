import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { Examination } from '#authoring'

/** Every plugin in figures: lines, streams, metrics, skipped cases, the vendor's version and when it ends. */
export default class PluginDoctor extends BaseCommand {
  static commandName = 'plugin:doctor'
  static description = 'Show the size of plugins, what is not tested, and vendor versions that end'

  static options = { startApp: true }

  @args.string({ description: 'Plugin; all of them where left out', required: false })
  declare id?: string

  @flags.boolean({ description: 'Write docs/sources.md and docs/contract/ anew' })
  declare writePage?: boolean

  @flags.boolean({ description: 'As a Markdown table, with what each README says under Limits' })
  declare table?: boolean

  async run() {
    const { authoredPlugins, chosen, examinePlugin } = await import('#authoring')
    const root = process.cwd()
    const all = await authoredPlugins(root)
    if (this.writePage) {
      const { writePages } = await import('#authoring')
      await writePages(root, all)
    }
    const plugins = chosen(all, this.id)
    if (typeof plugins === 'string') {
      this.logger.error(plugins)
      this.exitCode = 1
      return
    }
    const now = new Date()
    const examined = await Promise.all(plugins.map((plugin) => examinePlugin(root, plugin, now)))
    if (this.table) {
      this.logger.log(markdownOf(examined))
      return
    }
    this.draw(examined)
    examined.forEach((each) => this.tell(each))
  }

  private draw(examined: Examination[]) {
    const table = this.ui.table()
    table.head([
      'Plugin',
      'Version',
      'Manifest',
      'Wire',
      'Hooks',
      'Streams',
      'Metrics',
      'Skipped',
      'Vendor version',
    ])
    for (const { id, version, lines, streams, metrics, skipped, versions } of examined) {
      const figures = [
        lines.manifest,
        lines.wire,
        lines.hooks,
        streams,
        metrics.length,
        skipped.length,
      ]
      table.row([id, version, ...figures.map(String), versions.join(', ') || 'not declared'])
    }
    table.render()
  }

  private tell({ id, findings, skipped }: Examination) {
    for (const { concern, sentence } of findings) {
      const line = `${id}: ${sentence}.`
      if (concern === 'broken') {
        this.logger.error(line)
        this.exitCode = 1
      } else {
        this.logger.warning(line)
      }
    }
    if (this.id) {
      skipped.forEach(({ title, reason }) =>
        this.logger.info(`${id}: '${title}' is skipped, because ${reason}`)
      )
    }
  }
}

function markdownOf(examined: Examination[]): string {
  const rows = examined.map(({ id, lines, streams, metrics, limits }) => [
    ...[id, lines.manifest, lines.wire, lines.hooks, streams, metrics.length].map(String),
    limits.replaceAll('|', '\\|'),
  ])
  const head = ['Plugin', 'Manifest', 'Wire', 'Hooks', 'Streams', 'Metrics', 'Limits']
  const table = [head, head.map(() => '---'), ...rows]
  return table.map((row) => `| ${row.join(' | ')} |`).join('\n')
}
