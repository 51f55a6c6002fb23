import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { MappingRequest } from '#imports'

/** The same import as the wizard, for a file on this machine. */
export default class ImportCommand extends BaseCommand {
  static commandName = 'import'
  static description = 'Import a CSV, XLSX, JSON or NDJSON file into a source of an organization'
  static options = { startApp: true }

  @args.string({ description: 'Path of the file' })
  declare file: string

  @flags.string({ description: 'Slug of the organization' })
  declare organization?: string

  @flags.string({ description: 'Name of the source' })
  declare name?: string

  @flags.string({ description: 'JSON file that says what the columns mean' })
  declare mapping?: string

  @flags.string({ description: 'Sheet of a workbook' })
  declare sheet?: string

  @flags.boolean({ description: 'Import a file again that was imported before' })
  declare again: boolean

  async run() {
    // Landing makes much short-lived garbage; by default V8 lets it grow to 600 MB before it looks.
    setFlagsFromString('--heap-growing-percent=20')
    try {
      const result = await this.importOne()
      process.stdout.write(`${JSON.stringify(result)}\n`)
    } catch (error) {
      const { code = '', message } = error as Error & { code?: string }
      if (!code.startsWith('E_')) {
        throw error
      }
      process.stderr.write(`${message}\n`)
      this.exitCode = 1
    }
  }

  private async importOne() {
    const { importFile, storedFile } = await import('#imports')
    const { newId } = await import('#foundation')
    const organization = await this.findOrganization()
    const path = await this.assertFile()
    const { outcome, notices } = await importFile({
      organization,
      file: await storedFile(path, basename(path)),
      sourceName: this.name ?? basename(path).replace(/\.\w+(?:\.gz)?$/, ''),
      request: await this.readRequest(),
      again: this.again,
      requestedBy: null,
      correlationId: newId(),
    })
    notices.forEach((notice) => process.stderr.write(`${notice}\n`))
    const { read, written, rejected, seconds } = outcome
    return { rows_read: read, rows_written: written, rows_rejected: rejected, seconds }
  }

  private async findOrganization() {
    const { Organization } = await import('#organizations')
    const { Refusal } = await import('#foundation')
    const found = this.organization && (await Organization.findBy('slug', this.organization))
    if (!found) {
      throw new Refusal({
        code: 'E_ORGANIZATION_UNKNOWN',
        status: 404,
        message: this.organization
          ? `There is no organization “${this.organization}”. Check the slug: it is the part behind /o/ in its address.`
          : 'Say which organization the file is for: --organization=<slug>.',
      })
    }
    return found
  }

  private async assertFile(): Promise<string> {
    const { Refusal } = await import('#foundation')
    const path = resolve(this.file)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) {
      const message = `There is no file at ${path}.`
      throw new Refusal({ code: 'E_FILE_MISSING', status: 404, message })
    }
    return path
  }

  private async readRequest(): Promise<MappingRequest> {
    const request = this.mapping ? await this.readMapping(this.mapping) : {}
    return this.sheet ? { ...request, format: { ...request.format, sheet: this.sheet } } : request
  }

  private async readMapping(path: string): Promise<MappingRequest> {
    const { readMappingRequest } = await import('#imports')
    const { Refusal } = await import('#foundation')
    const text = await readFile(resolve(path), 'utf8').catch((error: Error) => {
      const message = `The mapping file ${path} cannot be read: ${error.message}`
      throw new Refusal({ code: 'E_MAPPING_FILE', status: 422, message })
    })
    return readMappingRequest(text)
  }
}
