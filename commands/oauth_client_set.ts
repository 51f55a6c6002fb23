import { text } from 'node:stream/consumers'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'

/** Stores the client that a vendor gave this installation. Secrets are asked for, not put on the command line. */
export default class OAuthClientSet extends BaseCommand {
  static commandName = 'oauth-client:set'
  static description = 'Store the OAuth client of this installation for a plugin'
  static options = { startApp: true }

  @args.string({ description: 'Plugin, for example google/ads' })
  declare plugin: string

  @args.string({ description: 'Way of signing in, for example google' })
  declare auth: string

  @flags.string({ description: 'Client id' })
  declare id?: string

  @flags.boolean({
    description: 'Read the secret and further values from standard input, one line each',
  })
  declare stdin: boolean

  /** What standard input holds, for a script that has no terminal. */
  input: AsyncIterable<Buffer> = process.stdin

  async run() {
    const auth = await this.declaredAuth()
    if (!auth) {
      return
    }
    const fields = Object.entries(auth.clientFields ?? {}).map(([name, { label }]) => ({
      name,
      label: typeof label === 'string' ? label : name,
    }))
    const labels: [string, ...string[]] = [
      'Client id',
      'Client secret',
      ...fields.map(({ label }) => label),
    ]
    const given = await this.answersTo(labels)
    const missing = labels.filter((_, index) => !given[index])
    if (missing.length > 0) {
      this.refuse(`Nothing was stored. Missing: ${missing.join(', ')}.`)
      return
    }
    const [id, secret, ...values] = given
    const named = Object.fromEntries(fields.map(({ name }, index) => [name, values[index]]))
    await this.store({ id, secret, fields: named })
  }

  private async answersTo([idLabel, ...secretLabels]: [string, ...string[]]): Promise<string[]> {
    if (this.stdin) {
      const content = await text(this.input)
      return [this.id ?? '', ...content.split('\n').map((line) => line.trim())]
    }
    const answers: string[] = [this.id ?? String(await this.prompt.ask(idLabel))]
    for (const label of secretLabels) {
      answers.push(await this.prompt.secure(label))
    }
    return answers
  }

  private async store(client: { id: string; secret: string; fields: Record<string, string> }) {
    const { callbackUrl } = await import('#connections/oauth/authorization')
    const { saveOAuthClient } = await import('#connections/oauth/oauth_clients')
    await saveOAuthClient({ pluginId: this.plugin, authName: this.auth }, client, new Date())
    this.logger.success(`${this.plugin} requests consent with client ${client.id} from now on.`)
    this.logger.info(`Register this redirect address at the vendor: ${callbackUrl()}`)
  }

  private async declaredAuth() {
    const { pluginRegistry, traitsOf } = await import('#plugin_host')
    const registry = await pluginRegistry()
    const found = Object.values(registry.find(this.plugin)?.manifest?.connectors ?? {})
      .map((connector) => traitsOf(connector).auth[this.auth])
      .find((auth) => auth?.kind === 'oauth2')
    if (found?.kind === 'oauth2') {
      return found
    }
    return this.refuse(`${this.plugin} has no OAuth sign-in called '${this.auth}'.`)
  }

  private refuse(sentence: string): undefined {
    this.logger.error(sentence)
    this.exitCode = 1
  }
}
