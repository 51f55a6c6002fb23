import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'

/** Exchange rates of an organization from a file on this machine, as the settings page takes them. */
export default class RatesImport extends BaseCommand {
  static commandName = 'rates:import'
  static description =
    'Import exchange rates: the history CSV of the European Central Bank, or day,currency,per_euro'
  static options = { startApp: true }

  @args.string({ description: 'Path of the CSV file' })
  declare file: string

  @flags.string({ description: 'Slug of the organization' })
  declare organization?: string

  @flags.string({ description: 'Who published the rates' })
  declare source?: string

  async run() {
    const { Refusal } = await import('#foundation')
    try {
      const { faults, ...outcome } = await this.importRates()
      for (const { line, message } of faults) {
        this.logger.warning(`Line ${line}: ${message}`)
      }
      this.logger.log(JSON.stringify(outcome))
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error
      }
      this.logger.error(error.message)
      this.exitCode = 1
    }
  }

  private async importRates() {
    const { withTenant } = await import('#foundation')
    const { importExchangeRates } = await import('#metrics')
    const { DateTime } = await import('luxon')
    const { id } = await this.findOrganization()
    const bytes = await this.readFile()
    return withTenant(id, (tenant) =>
      importExchangeRates(tenant, {
        bytes,
        fileName: basename(this.file),
        source: this.source,
        actor: { id: null, ip: null },
        now: DateTime.utc(),
      })
    )
  }

  private async findOrganization() {
    const { Organization } = await import('#organizations')
    const found = this.organization && (await Organization.findBy('slug', this.organization))
    if (!found) {
      throw await refusal(
        'E_ORGANIZATION_UNKNOWN',
        this.organization
          ? `There is no organization “${this.organization}”. Check the slug: it is the part behind /o/ in its address.`
          : 'Name the organization: --organization=<slug>.'
      )
    }
    return found
  }

  private async readFile(): Promise<Buffer> {
    const path = resolve(this.file)
    try {
      return await readFile(path)
    } catch (error) {
      const { message } = error as Error
      throw await refusal('E_FILE_MISSING', `The file ${path} cannot be read: ${message}.`)
    }
  }
}

async function refusal(code: string, message: string) {
  const { Refusal } = await import('#foundation')
  return new Refusal({ code, status: 404, message })
}
