import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AllHooks } from '@adonisjs/assembler/types'

const SPECS = '.adonisjs/tests/conformance'

/**
 * Assembler hook that writes one spec per plugin folder. Each plugin is then a file of its own to the test runner: it can be
 * chosen, timed and run beside the others. Nobody edits a list when a plugin comes.
 */
export function indexConformance(): Extract<AllHooks['init'][number], { run: unknown }> {
  return { run: () => writeConformanceSpecs(process.cwd()) }
}

export function writeConformanceSpecs(root: string) {
  const target = join(root, SPECS)
  const specs = new Map(pluginFolders(root).map((folder) => [nameOf(folder), specOf(folder)]))
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(target).filter((each) => !specs.has(each))) {
    rmSync(join(target, name))
  }
  for (const [name, content] of specs) {
    const file = join(target, name)
    if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
      writeFileSync(file, content)
    }
  }
}

/**
 * Every folder below `plugins/<kind>/` with a manifest, also one that cannot be loaded: that is for its spec to say. What
 * the sources of one vendor share (`plugins/vendors/`) is no plugin.
 */
function pluginFolders(root: string): string[] {
  const plugins = join(root, 'plugins')
  return foldersIn(plugins)
    .flatMap((kind) => foldersIn(join(plugins, kind)).map((name) => `${kind}/${name}`))
    .filter((folder) => existsSync(join(plugins, folder, 'plugin.ts')))
}

const foldersIn = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

const nameOf = (folder: string) => `${folder.replaceAll('/', '.')}.spec.ts`

const specOf = (folder: string) =>
  `import { conformanceOf } from '#tests/support/conformance'\n\nconformanceOf('${folder}')\n`
