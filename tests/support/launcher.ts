import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { scratchFolder } from './scratch.js'

export interface Outcome {
  code: number | null
  output: string
}

/** What the launcher must find for itself, not take over from the installation that the tests run in. */
const OURS = /^(DB_.*|.*_KEY|NODE_ENV|HOST|PORT|APP_URL|DATA_DIR|MAIL_TRANSPORT|LOG_.*|QD_.*)$/

function surroundings(environment: Record<string, string>) {
  const rest = Object.entries(process.env).filter(([name]) => !OURS.test(name))
  return { ...Object.fromEntries(rest), ...environment }
}

/** `npm start`'s own entry, in a data folder of its own. With `through`, another program starts it. */
export function launch(environment: Record<string, string>, through: string[] = []): ChildProcess {
  const [command, ...args] = [...through, process.execPath, 'bin/quarterdeck.mjs', 'start']
  return spawn(command, args, { cwd: app.makePath(), env: surroundings(environment) })
}

/** Waits until a start ends by itself. */
export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const [code] = await once(child, 'close')
  return { code, output }
}

export function start(environment: Record<string, string>, through: string[] = []) {
  return outcomeOf(launch(environment, through))
}

/** A module of the launcher, in a program of its own with a data folder of its own. */
export function runInFolder(directory: string, script: string): Promise<Outcome> {
  const args = ['--input-type=module', '-e', script]
  const env = surroundings({ DATA_DIR: directory })
  return outcomeOf(spawn(process.execPath, args, { cwd: app.makePath('bin/launch'), env }))
}

/** A data folder of its own; a database takes 60 MB, so none is left behind. */
export function folder() {
  const directory = scratchFolder('quarterdeck-start-')
  chmodSync(directory, 0o755)
  return directory
}

export const SECRETS = {
  appKey: 'a'.repeat(43),
  keyEncryptionKey: Buffer.alloc(32, 'k').toString('base64'),
  databaseKey: 'b'.repeat(43),
  demoPassword: 'c',
}

export function writeSecrets(directory: string, secrets: unknown = SECRETS) {
  writeFileSync(join(directory, 'secrets.json'), JSON.stringify(secrets))
}

/** A data folder that was used before: its keys lie beside the database. */
export function usedFolder() {
  const directory = folder()
  writeSecrets(directory)
  mkdirSync(join(directory, 'postgres'), { recursive: true })
  return directory
}

/** A start that fails says why in one sentence: no stack, no second line of complaint. */
export function sentenceOf({ output }: Outcome): string {
  return output.trim()
}
