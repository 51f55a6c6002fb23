import { BaseCommand, flags } from '@adonisjs/core/ace'

/** Makes an API key for an organization. The key is the last line, so a script can take it from there. */
export default class ApiKeyCreate extends BaseCommand {
  static commandName = 'api-key:create'
  static description = 'Create an API key for an organization and print it on the last line'
  static options = { startApp: true }

  @flags.string({ description: 'Slug of the organization', required: true })
  declare organization: string

  @flags.string({ description: 'Comma-separated scopes, for example metrics:read,imports:write' })
  declare scopes: string

  @flags.string({ description: 'Name of the key in the settings', default: 'Command line' })
  declare name: string

  async run() {
    const { createApiKeyFor } = await import('#organizations/actions/create_api_key_for')
    const answer = await createApiKeyFor({
      slug: this.organization ?? '',
      scopes: (this.scopes ?? '').split(',').map((scope) => scope.trim()),
      name: this.name,
    })
    if (answer.status === 'refused') {
      this.logger.error(answer.message)
      this.exitCode = 1
      return
    }
    this.logger.log(answer.key)
  }
}
