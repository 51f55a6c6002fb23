/** Who imports whom, as dependency-cruiser reads it with the configuration of `npm run check`. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from '../failure.mjs'
import { capture } from '../processes.mjs'

const FOLDERS = [
  'app',
  'bin',
  'commands',
  'config',
  'plugins',
  'providers',
  'resources',
  'start',
  'tests',
]

export async function importGraph(root, within = FOLDERS) {
  const program = join(root, 'node_modules', '.bin', 'depcruise')
  const folders = within.filter((folder) => existsSync(join(root, folder)))
  const args = ['--config', '.dependency-cruiser.cjs', '--no-progress', '--output-type', 'json']
  const { output } = await capture(program, [...args, ...folders], { cwd: root })
  try {
    return graphOf(JSON.parse(output.slice(output.indexOf('{'))).modules)
  } catch (error) {
    throw explain(`The imports of the project could not be read:\n${output.slice(0, 2_000)}`, error)
  }
}

export function graphOf(modules) {
  const importers = new Map(modules.map(({ source }) => [source, []]))
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) {
      importers.get(resolved)?.push(source)
    }
  }
  return {
    files: () => importers.keys(),
    /** The files given, and every one that imports one of them over however many steps. */
    reaching(files) {
      const found = new Set(files)
      for (const file of found) {
        importers.get(file)?.forEach((importer) => found.add(importer))
      }
      return found
    },
  }
}
