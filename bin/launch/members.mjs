/** What each program of an installation is told: the doors that it enters, and the key of no other. */
const KEYS = ['APP_KEY', 'AUDIT_KEYS', 'KEY_ENCRYPTION_KEY', 'SMTP_PASSWORD']
const DOORS = [
  'DATABASE_URL',
  'DB_ADMIN_URL',
  'DB_MIGRATOR_URL',
  'DB_PLATFORM_URL',
  'DB_APP_URL',
  'DB_WORKER_URL',
]
const SECRET = [...KEYS, ...DOORS, 'DEMO_PASSWORD']

/** A program that serves never owns a table: the migrator's role is for commands, which end. */
const TOLD = {
  web: [...KEYS, 'DB_APP_URL'],
  worker: [...KEYS, 'DB_WORKER_URL'],
  sandbox: [],
}

export function environmentOf(member, environment) {
  const withheld = SECRET.filter((name) => !TOLD[member].includes(name))
  const told = Object.entries(environment).filter(([name]) => !withheld.includes(name))
  return { ...Object.fromEntries(told), QD_PROCESS: member }
}
