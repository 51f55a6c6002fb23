import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import {
  AUTH_KINDS,
  hostProblem,
  PAGING_KINDS,
  readId,
  type NewSource,
} from '#authoring/scaffold/choices'
import { scaffoldPlugin } from '#authoring/scaffold/plugin_files'

const KINDS = ['connector']

/** Writes a source that works: manifest, wire, pages and documents that pass every level as they are. */
export default class MakePlugin extends BaseCommand {
  static commandName = 'make:plugin'
  static description = 'Create a plugin that passes level 0 at once'

  @args.string({ description: 'Id of the plugin, for example acme/ads' })
  declare id: string

  @flags.string({ description: `What it is: ${KINDS.join(', ')}`, default: 'connector' })
  declare kind: string

  @flags.string({ description: `How the vendor lets callers in: ${AUTH_KINDS.join(', ')}` })
  declare auth?: string

  @flags.string({ description: `How the vendor pages its lists: ${PAGING_KINDS.join(', ')}` })
  declare paging?: string

  @flags.string({ description: 'Host of the API, for example api.acme.com' })
  declare host?: string

  async run() {
    const source = await this.ask()
    if (typeof source === 'string') {
      return this.fail(source)
    }
    const { folder, files } = await scaffoldPlugin(this.app.makePath(), source)
    if (existsSync(this.app.makePath(folder))) {
      return this.fail(`${folder} exists already. Choose another id.`)
    }
    for (const [path, content] of Object.entries(files)) {
      const file = this.app.makePath(path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
      this.logger.action(`create ${path}`).succeeded()
    }
    this.logger.info(`Try it: node ace plugin:test ${this.id} --level=2`)
  }

  private async ask(): Promise<NewSource | string> {
    const id = readId(this.id)
    const problem = typeof id === 'string' ? id : this.kindProblem()
    if (typeof id === 'string' || problem) {
      return problem!
    }
    const host = this.host ?? `api.${id.vendor}.example`
    const auth = await this.choose('How does the vendor let callers in?', this.auth, AUTH_KINDS)
    const paging = await this.choose('How are its lists paged?', this.paging, PAGING_KINDS)
    if (!auth || !paging) {
      return `--auth is one of ${AUTH_KINDS.join(', ')}; --paging is one of ${PAGING_KINDS.join(', ')}.`
    }
    return hostProblem(host) ?? { ...id, auth, paging, host }
  }

  private kindProblem() {
    const known = KINDS.join(', ')
    return KINDS.includes(this.kind)
      ? undefined
      : `--kind=${this.kind} is not there yet. Kinds: ${known}.`
  }

  /** What the flag says, or what the person answers; nothing where the flag says something else. */
  private async choose<Kind extends string>(
    question: string,
    told: string | undefined,
    kinds: readonly Kind[]
  ): Promise<Kind | undefined> {
    const answer = told ?? (await this.prompt.choice(question, [...kinds]))
    return kinds.find((kind) => kind === answer)
  }

  private fail(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
