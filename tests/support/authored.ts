import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import app from '@adonisjs/core/services/app'
import { newId } from '#foundation'
import type { NewSource } from '#authoring/scaffold/choices'
import { scaffoldPlugin } from '#authoring/scaffold/plugin_files'
import { loadPlugins } from '#plugin_host/registry/load_plugins'
import { PluginRegistry, useRegistry } from '#plugin_host/registry/plugin_registry'

export const NEW_SOURCE: NewSource = {
  vendor: 'acme',
  name: 'ads',
  auth: 'apiKey',
  paging: 'cursor',
  host: 'api.acme.example',
}

/** A change to one of the files of a plugin: a text that stands in it, and what stands there instead. */
export type Edit = [file: string, from: string | RegExp, to: string]

export interface Authored {
  /** A checkout with this plugin alone. */
  root: string
  folder: string
  id: string
  [Symbol.dispose](): void
}

/** The files of a new source as its author has them, in a folder from which they can import the kit. */
export async function givenAuthored(
  source: Partial<NewSource> = {},
  edits: Edit[] = []
): Promise<Authored> {
  const wanted = { ...NEW_SOURCE, ...source }
  const { folder, files } = await scaffoldPlugin(app.makePath(), wanted)
  return laidOut({ folder, id: `${wanted.vendor}/${wanted.name}` }, files, edits)
}

/** A copy of a bundled plugin that needs nothing from outside its folder, after some edits. */
export async function givenCopy(name: string, edits: Edit[]): Promise<Authored> {
  const folder = `plugins/connectors/${name}`
  const paths = globSync(`${folder}/**/*.*`, { cwd: app.makePath() })
  const files = paths.map((path): [string, string] => [
    path,
    readFileSync(app.makePath(path), 'utf8'),
  ])
  const { default: manifest } = await import(pathToFileURL(app.makePath(folder, 'plugin.ts')).href)
  return laidOut({ folder, id: manifest.id }, Object.fromEntries(files), edits)
}

function laidOut(
  { folder, id }: { folder: string; id: string },
  files: Record<string, string>,
  edits: Edit[]
): Authored {
  const root = app.makePath('tmp', `authored-${newId()}`)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), edited(path.slice(folder.length + 1), content, edits))
  }
  const dispose = () => rmSync(root, { recursive: true, force: true })
  return { root, folder, id, [Symbol.dispose]: dispose }
}

function edited(name: string, content: string, edits: Edit[]): string {
  return edits
    .filter(([file]) => file === name)
    .reduce((text, [file, from, to]) => {
      const changed = text.replace(from, to)
      if (changed === text) {
        throw new Error(`${file} holds no ${from}.`)
      }
      return changed
    }, content)
}

/** Puts the plugin into the registry, alone. Answers a function that puts the old registry back. */
export async function installAuthored({ root, folder }: Authored): Promise<() => void> {
  const plugin = () => import(pathToFileURL(join(root, folder, 'plugin.ts')).href)
  const [, kind, name] = folder.split('/')
  return useRegistry(
    new PluginRegistry(
      await loadPlugins({ [kind]: { [name]: { Plugin: plugin } } }, { root: join(root, 'plugins') })
    )
  )
}
