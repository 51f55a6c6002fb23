import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { newId } from '#foundation'

const CONFIGURATION = [
  '.dependency-cruiser.cjs',
  'tsconfig.json',
  'tsconfig.boundaries.json',
  'package.json',
]
const FOLDERS = ['app', 'plugins', 'resources', 'start']

export interface PlantedFiles {
  [path: string]: string
}

/**
 * A small house with the project's own boundary rules and the given files, checked by the same tool
 * as `npm run check`. Answers the names of the rules that the files break, with where.
 */
export function brokenBoundaries(files: PlantedFiles): string[] {
  const root = app.makePath('tmp', `house-${newId()}`)
  try {
    plant(root, files)
    return cruise(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function plant(root: string, files: PlantedFiles) {
  for (const folder of FOLDERS) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  for (const name of CONFIGURATION) {
    cpSync(app.makePath(name), join(root, name))
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

interface Violation {
  rule: { name: string }
  from: string
  to: string
}

function cruise(root: string): string[] {
  const program = app.makePath('node_modules/.bin/depcruise')
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...FOLDERS]
  const { stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' })
  if (!stdout) {
    throw new Error(`dependency-cruiser did not run: ${stderr}`)
  }
  const { violations }: { violations: Violation[] } = JSON.parse(stdout).summary
  return violations.map((broken) => `${broken.rule.name}: ${broken.from} → ${broken.to}`).sort()
}
