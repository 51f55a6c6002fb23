import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { GivenCredentials, Recording, RecordRequest } from '#authoring/recording/record_stream'

/** Records what a vendor answers in a live call, without secrets and without people. */
export default class PluginRecord extends BaseCommand {
  static commandName = 'plugin:record'
  static description = 'Record pages of a stream from a live call, scrubbed'
  static options = { startApp: true }

  @args.string({ description: 'Plugin, for example acme/ads' })
  declare id: string

  @args.string({ description: 'Stream to record' })
  declare stream: string

  @flags.string({ description: 'Organization whose connected source is called' })
  declare organization?: string

  @flags.string({ description: 'Slug of the source in that organization' })
  declare source?: string

  @flags.string({
    description:
      'JSON file with { auth, credentials, settings, client, token }, instead of a source',
  })
  declare credentials?: string

  @flags.string({ description: 'Id of the account at the vendor; the first one where left out' })
  declare account?: string

  @flags.string({ description: 'First day; a week ago where left out' })
  declare from?: string

  @flags.string({ description: 'Last day; yesterday where left out' })
  declare until?: string

  @flags.number({ description: 'Most pages', default: 3 })
  declare pages: number

  @flags.string({ description: 'File to write; in the sandbox of the plugin where left out' })
  declare to?: string

  async run() {
    const { authoredPlugins, chosen } = await import('#authoring')
    const plugins = chosen(await authoredPlugins(this.app.makePath()), this.id)
    if (typeof plugins === 'string') {
      return this.fail(plugins)
    }
    const [{ folder, manifest, reasons }] = plugins
    const found = Object.entries(manifest?.connectors ?? {}).find(
      ([, each]) => each.kind === 'api' && this.stream in each.streams
    )
    if (!found) {
      return this.fail(reasons[0] ?? `${this.id} has no stream '${this.stream}' that is called.`)
    }
    try {
      const target = this.to ?? this.app.makePath(folder, `sandbox/recordings/${this.stream}.json`)
      await this.record(target, found[0])
    } catch (error) {
      this.fail((error as Error).message)
    }
  }

  private async record(target: string, connector: string) {
    const { recordStream } = await import('#authoring/recording/record_stream')
    const { DateTime } = await import('luxon')
    const today = DateTime.utc()
    const recording = await recordStream({
      pluginId: this.id,
      ...{ connector, stream: this.stream, account: this.account, pages: this.pages },
      from: await this.origin(),
      window: {
        from: this.from ?? today.minus({ days: 7 }).toISODate(),
        to: this.until ?? today.minus({ days: 1 }).toISODate(),
      },
      today: today.toISODate(),
    })
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, `${JSON.stringify(recording.cassette, null, 2)}\n`)
    this.tell(relative(process.cwd(), target), recording)
  }

  private tell(target: string, { cassette, replaced, failure }: Recording) {
    const pages = cassette.exchanges.filter(({ isPage }) => isPage).length
    this.logger.success(`${target}: ${cassette.exchanges.length} calls, ${pages} pages`)
    const told = Object.entries(replaced).map(([kind, count]) => `${count} × ${kind}`)
    this.logger.info(`Replaced: ${told.join(', ') || 'nothing'}.`)
    this.logger.warning(
      'Read the file before you commit it: names inside free text are found only where the same name stands in a field of its own.'
    )
    if (failure) {
      this.logger.warning(`The vendor refused in the end, and that is recorded: ${failure}`)
    }
  }

  private async origin(): Promise<RecordRequest['from']> {
    if (this.credentials) {
      if (!existsSync(this.credentials)) {
        throw new Error(`There is no file ${this.credentials}.`)
      }
      const given = JSON.parse(await readFile(this.credentials, 'utf8')) as GivenCredentials
      return { ...given, credentials: given.credentials ?? {} }
    }
    if (!this.organization || !this.source) {
      throw new Error(
        'Say what to sign in with: --organization=<slug> --source=<slug> of a connected source, or --credentials=<file>.'
      )
    }
    return this.connected(this.organization, this.source)
  }

  private async connected(organizationSlug: string, slug: string) {
    const { Organization } = await import('#organizations')
    const { Connection } = await import('#connections')
    const { withTenant } = await import('#foundation')
    const organization = await Organization.findBy('slug', organizationSlug)
    if (!organization) {
      throw new Error(`There is no organization '${organizationSlug}'.`)
    }
    const connection = await withTenant(organization.id, () =>
      Connection.of(organization).where({ slug, pluginId: this.id }).first()
    )
    if (!connection) {
      throw new Error(`${organizationSlug} has no source '${slug}' of ${this.id}.`)
    }
    return { organization, connectionId: connection.id }
  }

  private fail(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
