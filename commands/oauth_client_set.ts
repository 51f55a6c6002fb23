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
  declare id: string

  async run() {
    const { saveOAuthClient } = await import('#connections/oauth/oauth_clients')
    const auth = await this.declaredAuth()
    if (!auth) {
      return
    }
    const id = this.id ?? (await this.prompt.ask('Client id'))
    const secret = await this.prompt.secure('Client secret')
    const fields: Record<string, string> = {}
    for (const [name, { label }] of Object.entries(auth.clientFields ?? {})) {
      fields[name] = await this.prompt.secure(typeof label === 'string' ? label : name)
    }
    const place = { pluginId: this.plugin, authName: this.auth }
    await saveOAuthClient(place, { id, secret, fields }, new Date())
    this.logger.success(`${this.plugin} asks for consent with client ${id} from now on.`)
  }

  private async declaredAuth() {
    const { pluginRegistry } = await import('#plugin_host')
    const registry = await pluginRegistry()
    const found = Object.values(registry.find(this.plugin)?.manifest?.connectors ?? {})
      .map((connector) => (connector.kind === 'api' ? connector.auth[this.auth] : undefined))
      .find((auth) => auth?.kind === 'oauth2')
    if (found?.kind === 'oauth2') {
      return found
    }
    this.logger.error(`${this.plugin} has no OAuth sign-in called '${this.auth}'.`)
    this.exitCode = 1
    return undefined
  }
}
