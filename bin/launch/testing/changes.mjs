/** What a change touches: the files that differ from a base, and the specs that reach one of them. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ROOT } from '../paths.mjs'
import { explain } from '../failure.mjs'
import { importGraph } from './import_graph.mjs'

/** The specs of the whole project depend on these, or nothing tells which do. */
const TOUCHES_ALL =
  /^(package(-lock)?\.json|tsconfig\.json|adonisrc\.ts|vite\.config\.ts|(config|start|providers|database)\/.*|bin\/[^/]+\.(ts|json)|tests\/bootstrap\.ts)$/
/** Whether every file of the project keeps to a rule. */
const LOOKS_AT_ALL = /^tests\/unit\/house\/(plain_words|limits|boundaries|public_apis)\.spec\.ts$/
/** Suites that speak to the application over HTTP or through jobs, where no import tells what they reach. */
const THROUGH_THE_DOOR = /^tests\/(functional|browser|faults|reference)\/(?:([^/]+)\/)?/

/** Files that differ from where this branch left `base` (the main branch), with what is not committed yet. */
export function changedFiles(base) {
  const from = base ?? mainBranch()
  const start = git('merge-base', from, 'HEAD')
  if (start === undefined) {
    throw explain(
      `'${from}' is no branch or commit of this repository. Name one: npm test -- --changed main`
    )
  }
  const changed = git('diff', '--name-only', '--no-renames', start)
  const added = git('ls-files', '--others', '--exclude-standard')
  return { from, files: [...new Set(`${changed}\n${added}`.split('\n').filter(Boolean))].sort() }
}

const mainBranch = () =>
  ['origin/main', 'main', 'origin/master', 'master'].find((name) =>
    git('rev-parse', '--verify', '--quiet', name)
  ) ?? 'HEAD'

function git(...args) {
  try {
    return execFileSync('git', args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}

/** Of `specs`, those that a change to `changed` can break. */
export async function touchedSpecs(specs, changed, { root = ROOT, graph } = {}) {
  if (changed.some((file) => TOUCHES_ALL.test(file))) {
    return new Set(specs)
  }
  const importers = graph ?? (await importGraph(root))
  const named = namedBy(
    [...importers.files()].filter((file) => file.startsWith('tests/')),
    changed,
    root
  )
  const reached = importers.reaching([...changed, ...named])
  return new Set(specs.filter((spec) => isTouched(spec, { changed, reached })))
}

function isTouched(spec, { changed, reached }) {
  if (LOOKS_AT_ALL.test(spec) || reached.has(spec) || changed.includes(spec)) {
    return true
  }
  const folders = foldersOf(spec)
  return [...reached].some((file) => folders.some((folder) => file.startsWith(folder)))
}

/** Folders that a spec depends on without importing them. */
function foldersOf(spec) {
  const [, plugin] = /^\.adonisjs\/tests\/conformance\/(.+)\.spec\.ts$/.exec(spec) ?? []
  if (plugin) {
    return [`plugins/${plugin.replace('.', '/')}/`, 'app/sandbox/', 'tests/support/conformance.ts']
  }
  const [, suite, context] = THROUGH_THE_DOOR.exec(spec) ?? []
  const pages = (name) =>
    suite === 'browser' ? [`resources/pages/${name}`, `resources/features/${name}`] : []
  const own = context ? [`app/${context}/`, ...pages(`${context}/`)] : ['app/', ...pages('')]
  const plugins = ['sandbox', 'sources'].includes(context) ? ['plugins/'] : []
  return suite ? [...own, ...plugins] : []
}

/** Files of the tests that speak of a changed file which no import can name: a document, a script, a table. */
function namedBy(candidates, changed, root) {
  const names = changed.filter((file) => !/\.(ts|vue)$/.test(file)).map((file) => basename(file))
  const isNaming = (file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return names.some((name) => text.includes(name))
  }
  return names.length === 0 ? [] : candidates.filter(isNaming)
}
