import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataPath } from './paths.mjs'

/** Secrets of this installation, created once and kept readable by its owner only. */
export function loadSecrets() {
  const file = join(dataPath(), 'secrets.json')
  if (existsSync(file)) {
    return JSON.parse(readFileSync(file, 'utf8'))
  }
  const secrets = {
    appKey: randomBytes(32).toString('base64url'),
    keyEncryptionKey: randomBytes(32).toString('base64'),
    databaseKey: randomBytes(32).toString('base64url'),
    demoPassword: randomBytes(9).toString('base64url'),
  }
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}

/** The password of a database role, derived so that it need not be stored. */
export function rolePassword(secrets, role) {
  return createHmac('sha256', secrets.databaseKey).update(role).digest('base64url')
}
