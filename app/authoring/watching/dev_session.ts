import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { firstLine } from '#shared/first_line'
import { hooks, pluginRegistry } from '#plugin_host'
import { testPlugin, tryStream } from '#sandbox'
import { printComplaint } from '../places/point_at.js'
import { tellFailures } from '../trying/tell_failures.js'
import { sideBySide } from './panes.js'
import { panesOf, summaryOf } from './show_reading.js'
import { takeSnapshot, type Snapshot } from './snapshot.js'
import { TypeCheck } from './type_check.js'

export interface DevRequest {
  root: string
  /** Of the plugin, below the root. */
  folder: string
  /** The stream that is shown; the one with the most to see where left out. */
  stream?: string
  now: () => Date
  /** Columns of the terminal. */
  width: () => number
}

/** What a save is worth. */
export interface Shown {
  isSound: boolean
  text: string
}

/** A plugin while its author works on it: each save is loaded anew, checked, and read from its own sandbox. */
export class DevSession {
  #types: Promise<TypeCheck> | undefined
  #id = ''

  constructor(readonly request: DevRequest) {}

  /** Never throws: what goes wrong with a save is what is shown of it. */
  async show(): Promise<Shown> {
    const { root, folder } = this.request
    const snapshot = takeSnapshot(root, folder)
    try {
      const complaints = [...(await this.#typeComplaints()), ...(await this.#problems(snapshot))]
      return complaints.length > 0
        ? { isSound: false, text: complaints.join('\n\n') }
        : await this.#reading(snapshot)
    } catch (error) {
      return { isSound: false, text: `This save cannot be shown: ${firstLine(error)}.` }
    } finally {
      snapshot.dispose()
    }
  }

  async #typeComplaints(): Promise<string[]> {
    const { root, folder } = this.request
    this.#types ??= TypeCheck.of(root, folder)
    const types = await this.#types
    return types.complaints().map((each) => printComplaint(each, root))
  }

  /** Level 0, with the places of the files that were saved. */
  async #problems(snapshot: Snapshot): Promise<string[]> {
    const { now } = this.request
    const loaded = await this.#load(snapshot)
    if (typeof loaded === 'string') {
      return [loaded]
    }
    const plugins = join(snapshot.root, 'plugins')
    this.#id = loaded.id
    const asked = { pluginId: loaded.id, level: 0 as const, now: now(), root: plugins }
    const verdicts = await testPlugin(asked)
    return tellFailures(snapshot.root, verdicts)
  }

  async #load({ root }: Snapshot) {
    const { folder } = this.request
    const file = join(root, folder, 'plugin.ts')
    try {
      const { default: manifest } = await import(pathToFileURL(file).href)
      const registry = await pluginRegistry()
      const place = folder.slice('plugins/'.length)
      return registry.renew(place, hooks.laidIn(manifest, join(root, folder)))
    } catch (error) {
      return `${folder}/plugin.ts cannot be loaded: ${firstLine(error)}.`
    }
  }

  async #reading({ root }: Snapshot): Promise<Shown> {
    const { stream, now, width } = this.request
    const plugins = join(root, 'plugins')
    const tried = await tryStream({ pluginId: this.#id, now: now(), stream, root: plugins })
    if (!tried) {
      const text = `The checks pass. ${stream ? `There is no stream '${stream}' that is called` : 'No stream of this plugin is called'}, so there is no page to show.`
      return { isSound: !stream, text }
    }
    const { read, failure, page } = tried
    const head = `${this.#id} ${read.stream.name}${read.account ? `, account ${read.account.name}` : ''}`
    const text = [head, sideBySide(panesOf(tried), width()), summaryOf(tried)].join('\n\n')
    return { isSound: !failure && page?.rejected.length === 0, text }
  }
}
