import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DateTime } from 'luxon'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import { namesOf } from '#core/scaffold/names'
import { otherFiles } from '#core/scaffold/other_files'
import { serverFiles } from '#core/scaffold/server_files'
import { registerAlias, registerOrder, registerPath } from '#core/scaffold/registrations'

/** Writes the first file of each kind for a new bounded context and registers it. */
export default class MakeContext extends BaseCommand {
  static commandName = 'make:context'
  static description = 'Create a bounded context with its public API, routes and first files'

  @args.string({ description: 'Plural noun of the field, for example alerts' })
  declare name: string

  @flags.string({ description: 'The context it stands above in the total order' })
  declare after: string

  async run() {
    const names = namesOf(this.name)
    if (existsSync(this.app.makePath('app', names.context))) {
      this.logger.error(`app/${names.context} exists already. Choose another name.`)
      this.exitCode = 1
      return
    }
    await this.register(names.context)
    const files = {
      ...serverFiles(names),
      ...otherFiles(names, DateTime.utc().toFormat('yyyyMMddHHmm')),
    }
    for (const [path, content] of Object.entries(files)) {
      await this.write(path, content)
    }
  }

  private async register(context: string) {
    const after = this.after ?? 'dashboards'
    await this.edit('.dependency-cruiser.cjs', (text) => registerOrder(text, context, after))
    await this.edit('package.json', (text) => registerAlias(text, context))
    await this.edit('tsconfig.boundaries.json', (text) => registerPath(text, context))
  }

  private async edit(path: string, change: (text: string) => string) {
    const file = this.app.makePath(path)
    await writeFile(file, change(await readFile(file, 'utf8')))
    this.logger.action(`update ${path}`).succeeded()
  }

  private async write(path: string, content: string) {
    const file = this.app.makePath(path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
    this.logger.action(`create ${path}`).succeeded()
  }
}
