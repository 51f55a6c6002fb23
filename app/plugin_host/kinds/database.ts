import type { Basic, DatabaseConnector, ObjectSchema } from '#kit'

/** How the way to a database is encrypted. Without a choice its certificate is verified; nothing else is ever tried instead. */
export const TLS_MODES = ['verified', 'unverified', 'none'] as const

const PORTS: Record<DatabaseConnector['driver'], number> = { postgresql: 5432, mysql: 3306 }

/** Every database signs in alike. The account is sealed as the keys of other sources are. */
export const DATABASE_SIGN_IN: Basic = {
  kind: 'basic',
  fields: {
    user: { label: 'User', help: 'A database user that may only read what you want to sync.' },
    password: { label: 'Password', secret: true },
  },
  user: '{credentials.user}',
  password: '{credentials.password}',
  sandbox: { user: 'reader', password: 'sample' },
}

/** With another server or database, numbers read before and after do not belong together. */
export const DATABASE_STEERING = ['host', 'port', 'database', 'timeZone']

/** The server, which the sandbox brings: it cannot be changed there. */
const SERVER: ObjectSchema['properties'] = {
  host: {
    type: 'string',
    title: 'Host',
    maxLength: 253,
    description: 'The name or address of the server, such as db.example.com.',
    pattern: '^[A-Za-z0-9._:-]+$',
    sandbox: 'sample.database.example',
    liveOnly: true,
  },
  port: { type: 'integer', title: 'Port', minimum: 1, maximum: 65_535, liveOnly: true },
  database: {
    ...{ type: 'string', title: 'Database', maxLength: 128, sandbox: 'harbor', liveOnly: true },
  },
  tls: {
    type: 'string',
    title: 'Encryption (TLS)',
    description:
      'Without a checked certificate anyone in between could pose as the server. Without encryption password and data can be read on the way.',
    enum: [...TLS_MODES],
    labels: {
      verified: 'Encrypted, certificate checked (recommended)',
      unverified: 'Encrypted, certificate not checked',
      none: 'Not encrypted',
    },
    default: 'verified',
    liveOnly: true,
  },
  certificate: {
    type: 'string',
    title: 'CA certificate (optional)',
    format: 'certificate',
    description:
      'Only where the server’s certificate comes from an authority of your own or of your provider. Paste the PEM text.',
    liveOnly: true,
  },
}

export const databaseSettings = (driver: DatabaseConnector['driver']): ObjectSchema => ({
  type: 'object',
  required: ['host', 'port', 'database', 'tls', 'timeZone'],
  properties: {
    ...SERVER,
    port: { ...SERVER.port, default: PORTS[driver] },
    timeZone: {
      type: 'string',
      title: 'Time zone of the database',
      format: 'time-zone',
      description: 'Used for times that are stored without a zone.',
      default: 'UTC',
    },
  },
})
