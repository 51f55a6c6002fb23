import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { newId } from '#foundation'
import type { Plugin } from '#kit'
import { hooks } from '#plugin_host'

interface Release {
  root: string
  /** Its folder below the root of the project. */
  folder: string
  /** Commit, branch or tag. */
  revision: string
}

/** What the sources of one vendor share, such as Google's consent: a manifest imports it. */
const SHARED = 'plugins/vendors/'

/**
 * The manifest of a plugin as another revision has it, or nothing where it was not there. Its files are laid beside the
 * sources for a moment, because a manifest is a module that imports `#kit`.
 */
export async function manifestAt({ root, folder, revision }: Release): Promise<Plugin | undefined> {
  const files = git(root, 'ls-tree', '-r', '--name-only', revision, `${folder}/`, SHARED)
  const own = files.split('\n').filter((file) => /\.(ts|json)$|\/hooks\.js$/.test(file))
  if (!own.includes(`${folder}/plugin.ts`)) {
    return undefined
  }
  const copy = join(root, 'tmp', `released-${newId()}`)
  try {
    for (const file of own) {
      const target = join(copy, file)
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, git(root, 'show', `${revision}:${file}`))
    }
    const module = await import(pathToFileURL(join(copy, folder, 'plugin.ts')).href)
    return JSON.parse(JSON.stringify(hooks.laidIn(module.default, join(copy, folder))))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Where this branch left the main one; its last commit where there is none. */
export function releasedRevision(root: string): string {
  const main = ['origin/main', 'main', 'master'].find((name) => exists(root, name)) ?? 'HEAD'
  return git(root, 'merge-base', main, 'HEAD').trim()
}

export function exists(root: string, revision: string): boolean {
  try {
    git(root, 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`)
    return true
  } catch {
    return false
  }
}

const git = (root: string, ...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
