import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { followImport, ImportReport, MappingRequest } from '#imports'
import type Organization from '#organizations/models/organization'

type Standing = Parameters<Parameters<typeof followImport>[0]['onProgress']>[0]

/** After this long nobody seems to work on the queue, so this process does until its import has ended. */
const PATIENCE_MS = 2_000

/** The same import as the wizard's, for a file on this machine: it runs in the queue, and this terminal watches. */
export default class ImportCommand extends BaseCommand {
  static commandName = 'import'
  static description = 'Import a CSV, XLSX, JSON or NDJSON file into a source of an organization'
  static options = { startApp: true }

  @args.string({ description: 'Path of the file', required: false })
  declare file?: string

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

  @flags.string({ description: 'Id of an import to go on watching, instead of a file' })
  declare resume?: string

  @flags.string({ description: 'Id of an import to stop, instead of a file' })
  declare stop?: string

  private readonly watching = new AbortController()
  private waitingSince = Infinity
  private isHelping = false

  async run() {
    try {
      await this.carryOut()
    } catch (error) {
      const { code = '', message } = error as Error & { code?: string }
      if (this.watching.signal.aborted) {
        return
      }
      if (!code.startsWith('E_')) {
        throw error
      }
      process.stderr.write(`${message}\n`)
      this.exitCode = 1
    }
  }

  private async carryOut() {
    const organization = await this.findOrganization()
    if (this.stop) {
      return this.stopOne(organization, this.stop)
    }
    const importId = this.resume ?? (await this.begin(organization))
    await this.tellOutcome(await this.follow(organization.id, importId))
  }

  private async stopOne(organization: Organization, importId: string) {
    const { importOf, StopImport } = await import('#imports')
    const { withTenant } = await import('#foundation')
    const outcome = await withTenant(organization.id, async (tenant) =>
      new StopImport().execute(tenant, await importOf(organization.id, importId), { id: null })
    )
    process.stdout.write(`${JSON.stringify({ import_id: importId, outcome })}\n`)
  }

  private async begin(organization: Organization): Promise<string> {
    const { acceptUpload, discardUpload, queueFileImport } = await import('#imports')
    const { newId } = await import('#foundation')
    const path = await this.assertFile()
    const request = await this.readRequest()
    const fileName = basename(path)
    const file = await acceptUpload(createReadStream(path), {
      ...{ fileName, organizationId: organization.id },
    })
    try {
      const { id } = await queueFileImport({
        ...{ organization, file, request, again: this.again, requestedBy: null },
        sourceName: this.name ?? fileName.replace(/\.\w+(?:\.gz)?$/, ''),
        correlationId: newId(),
      })
      return id
    } catch (error) {
      await discardUpload(file.path)
      throw error
    }
  }

  private async follow(organizationId: string, importId: string): Promise<ImportReport> {
    const { followImport } = await import('#imports')
    const { ImportTeller } = await import('#imports/tell_import')
    const { signal } = this.watching
    const teller = new ImportTeller()
    this.waitingSince = performance.now()
    this.app.terminating(() => this.leave(importId))
    const onProgress = (standing: Standing) => {
      teller.progress(standing)
      void this.helpOut(standing)
    }
    const report = await followImport({ organizationId, importId, signal, onProgress })
    this.waitingSince = Infinity
    teller.findings(report)
    return report
  }

  /** Interrupted: the import has its job, and whoever works on the queue goes on with it. */
  private leave(importId: string) {
    if (this.waitingSince !== Infinity) {
      this.watching.abort()
      process.stderr.write(
        `\nThe import continues in the background, or when Quarterdeck runs again. --resume=${importId} watches it, --stop=${importId} stops it.\n`
      )
    }
  }

  private async helpOut({ state }: Standing) {
    if (state !== 'queued' || this.isHelping) {
      return
    }
    if (performance.now() - this.waitingSince > PATIENCE_MS) {
      this.isHelping = true
      const { startWorker } = await import('#foundation/job_queue')
      const { runImportJob } = await import('#imports/jobs/run_import')
      this.app.terminating(await startWorker([runImportJob], { isHelper: true }))
    }
  }

  private async tellOutcome({ state, outcome, error, described }: ImportReport) {
    if (state !== 'finished' || error) {
      process.stderr.write(`${error?.message ?? `The import is ${state}.`}\n`)
      this.exitCode = 1
      return
    }
    const { outcomeForTerminal } = await import('#imports/tell_import')
    const told = outcomeForTerminal(described, outcome.seconds)
    process.stdout.write(`${JSON.stringify(told)}\n`)
  }

  private async findOrganization(): Promise<Organization> {
    const { Organization: Organizations } = await import('#organizations')
    const { Refusal } = await import('#foundation')
    const found = this.organization && (await Organizations.findBy('slug', this.organization))
    if (!found) {
      throw new Refusal({
        code: 'E_ORGANIZATION_UNKNOWN',
        status: 404,
        message: this.organization
          ? `There is no organization “${this.organization}”. Check the slug: it is the part behind /o/ in its address.`
          : 'Name the organization: --organization=<slug>.',
      })
    }
    return found
  }

  private async assertFile(): Promise<string> {
    const { Refusal } = await import('#foundation')
    const path = resolve(this.file ?? '')
    const found = this.file ? await stat(path).catch(() => undefined) : undefined
    if (!found?.isFile()) {
      const message = this.file
        ? `There is no file at ${path}.`
        : 'Say which file to import: node ace import sales.csv --organization=<slug> --name=sales.'
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
