import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from './failure.mjs'
import { writeWhole } from './notes.mjs'
import { dataPath } from './paths.mjs'

const WAY_OUT =
  'It holds the keys that open the database and every stored credential: restore it from a backup. ' +
  'Without one, move the whole data folder away to start with an empty installation.'

const isText = (value) => typeof value === 'string' && value.length > 0

/** What each secret must look like to be of use. */
const SHAPE = {
  appKey: isText,
  keyEncryptionKey: (value) => isText(value) && Buffer.from(value, 'base64').length === 32,
  databaseKey: isText,
  demoPassword: isText,
}

function readSecrets(file) {
  const secrets = parse(file)
  const faults = Object.keys(SHAPE).filter((name) => !SHAPE[name](secrets?.[name]))
  if (faults.length > 0) {
    throw explain(`${file} is damaged: no usable ${faults.join(', ')} in it. ${WAY_OUT}`)
  }
  return secrets
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw explain(`${file} cannot be read (${error.code ?? 'it is no JSON'}). ${WAY_OUT}`, error)
  }
}

/** Secrets of this installation, created once and kept readable by its owner only. */
export function loadSecrets() {
  const file = join(dataPath(), 'secrets.json')
  if (existsSync(file)) {
    return withAuditKey(file, readSecrets(file))
  }
  if (existsSync(join(dataPath(), 'postgres', 'PG_VERSION'))) {
    throw explain(`${file} is missing, although there is a database. ${WAY_OUT}`)
  }
  const secrets = {
    appKey: randomBytes(32).toString('base64url'),
    keyEncryptionKey: randomBytes(32).toString('base64'),
    databaseKey: randomBytes(32).toString('base64url'),
    demoPassword: randomBytes(9).toString('base64url'),
  }
  return withAuditKey(file, secrets)
}

/** Installations from before the audit log had a key of its own get one; what they signed stays readable. */
function withAuditKey(file, secrets) {
  if (isText(secrets.auditKey)) {
    return secrets
  }
  const complete = { ...secrets, auditKey: randomBytes(32).toString('base64') }
  writeWhole(file, JSON.stringify(complete, null, 2))
  return complete
}

/** The password of a database role, derived so that it need not be stored. */
export function rolePassword(secrets, role) {
  return createHmac('sha256', secrets.databaseKey).update(role).digest('base64url')
}
