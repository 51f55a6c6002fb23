/**
 * What an installation runs: the sources of this checkout as JavaScript, written once into a folder that is named
 * after their content and never changed. A build that other processes still run from stays beside a new one.
 */
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { explain } from './failure.mjs'
import { ROOT } from './paths.mjs'

const BUILDS = join(ROOT, '.adonisjs', 'build')
const SOURCES = [
  'adonisrc.ts',
  'package.json',
  'package-lock.json',
  '.adonisjs/server',
  ...['app', 'bin', 'commands', 'config', 'database', 'plugins', 'providers', 'start'],
]
/** The front end is built for itself, and its templates are read where they lie. */
const LINKS = ['public', 'resources']
const KEPT_BUILDS = 3

/**
 * Reading and importing make much short-lived garbage, and V8 would let the heap grow by several hundred megabytes
 * before it looks: it looks after less growth, in a small young generation. A worker asks for it after a large file.
 */
export const FRUGAL = ['--max-semi-space-size=4', '--heap-growing-percent=20', '--expose-gc']

/** As the loader of the sources compiles them (tsconfig.json), without maps: those would stay in memory. */
const COMPILER = {
  swcrc: false,
  configFile: false,
  sourceMaps: false,
  module: { type: 'es6' },
  jsc: {
    target: 'esnext',
    externalHelpers: false,
    parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      verbatimModuleSyntax: true,
      useDefineForClassFields: true,
    },
    experimental: { keepImportAttributes: true },
    keepClassNames: true,
  },
}

/** Arguments that run a program of the build; settings in a file are those of the checkout. */
export const built = (folder, program, ...args) => [
  ...FRUGAL,
  join(folder, 'bin', `${program}.js`),
  ...args,
]

/** Answers the folder of the build of the present sources, which is made where it is missing. */
export async function ensureServerBuild() {
  const files = SOURCES.flatMap(filesIn).filter((file) => !/\.(spec|d)\.ts$/.test(file))
  const folder = join(BUILDS, hashOf(files))
  if (!existsSync(folder)) {
    await build(files, folder)
  }
  const now = new Date()
  utimesSync(folder, now, now)
  removeOldBuilds()
  return folder
}

/** A build that is cut off, or made by two starts at once, never has the name of a whole one. */
async function build(files, folder) {
  const draft = `${folder}-${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  const { transformFile } = await import('@swc/core')
  await Promise.all(files.map((file) => place(file, draft, transformFile)))
  for (const name of LINKS) {
    symlinkSync(join(ROOT, name), join(draft, name), 'junction')
  }
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(folder)) {
      throw error
    }
  }
}

async function place(file, draft, transformFile) {
  const target = join(draft, relative(ROOT, file))
  mkdirSync(dirname(target), { recursive: true })
  if (!file.endsWith('.ts')) {
    cpSync(file, target)
    return
  }
  const { code } = await transformFile(file, COMPILER).catch((error) => {
    throw explain(`${relative(ROOT, file)} cannot be compiled: ${error.message}`, error)
  })
  writeFileSync(target.replace(/\.ts$/, '.js'), code)
}

function hashOf(files) {
  const hash = createHash('sha256').update(JSON.stringify(COMPILER))
  for (const file of files) {
    hash.update(relative(ROOT, file)).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

function filesIn(name) {
  const path = join(ROOT, name)
  if (!statSync(path).isDirectory()) {
    return [path]
  }
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function removeOldBuilds() {
  const builds = readdirSync(BUILDS).map((name) => join(BUILDS, name))
  const byAge = builds
    .map((path) => ({ path, usedAt: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((one, other) => other.usedAt - one.usedAt)
  for (const { path } of byAge.slice(KEPT_BUILDS)) {
    rmSync(path, { recursive: true, force: true })
  }
}
