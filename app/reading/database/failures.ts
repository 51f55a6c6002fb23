import type { ErrorAction, ErrorKind } from '#kit'
import { firstLine } from '#shared/first_line'
import { VendorFailure } from '../vendor_failure.js'

/** What can go wrong with a database. */
export type Fault =
  | 'password'
  | 'database_missing'
  | 'permission'
  | 'relation_missing'
  | 'column_missing'
  | 'timeout'
  | 'busy'
  | 'writes'
  | 'query'
  | 'encoding'
  | 'certificate'
  | 'certificate_host'
  | 'certificate_name'
  | 'no_tls'
  | 'wants_tls'
  | 'unreachable'
  | 'own_server'

export interface FaultPlace {
  /** What people call the server, such as `PostgreSQL at db.example.com`. */
  server: string
  user: string
  database: string
  /** The table or query that was read, in quotes. */
  what?: string
}

type Say = (place: FaultPlace, said: string) => string

interface Sentence {
  action: ErrorAction
  kind: ErrorKind
  say: Say
}

const RETRIES = 'The sync retries automatically.'

const configuration = (say: Say): Sentence => ({ action: 'fail', kind: 'configuration', say })
const temporary = (say: Say): Sentence => ({ action: 'retry', kind: 'temporary', say })

const SENTENCES: Record<Fault, Sentence> = {
  password: {
    action: 'reconnect',
    kind: 'authorization',
    say: ({ server, user }) =>
      `${server} does not accept user “${user}” with this password. Check both, and whether the user may connect from here.`,
  },
  database_missing: configuration(
    ({ server, database }) => `${server} has no database “${database}”. Check its name.`
  ),
  permission: configuration(
    ({ user, what = 'this database' }) =>
      `User “${user}” may not read ${what}. Grant it SELECT there, then try again.`
  ),
  relation_missing: configuration(
    ({ server, what = 'the table' }, said) =>
      `${what} no longer exists on ${server}, or names a table that does not (${said}). Choose it again under Tables.`
  ),
  column_missing: configuration(
    ({ what = 'The table' }, said) =>
      `A column of ${what} was renamed or removed (${said}). Choose the columns again under Tables.`
  ),
  timeout: temporary(
    ({ server, what = 'The query' }) =>
      `${what} took too long on ${server}. An index on the cursor and the key makes it fast. ${RETRIES}`
  ),
  busy: temporary(({ server }) => `${server} takes no more connections at the moment. ${RETRIES}`),
  writes: configuration(
    ({ what = 'The query', server }) =>
      `${what} writes, and ${server} refused it: only reading is allowed here. Nothing was changed. Choose a query that only reads.`
  ),
  query: configuration(
    ({ server, what = 'the query' }, said) => `${server} cannot run ${what}: ${said}.`
  ),
  encoding: configuration(
    ({ what = 'The table' }, said) =>
      `${what} holds text that cannot be read as UTF-8 (${said}). Repair it, or leave the column out.`
  ),
  certificate: configuration(
    ({ server }, said) =>
      `The certificate of ${server} could not be verified (${said}), so nothing was sent. Paste the CA certificate of its provider, or choose another encryption.`
  ),
  certificate_host: configuration(
    ({ server }) =>
      `The certificate of ${server} was issued for another host, so nothing was sent. Use the host that the certificate names.`
  ),
  certificate_name: configuration(
    ({ server }) =>
      `${server} was entered by its address, and a certificate is checked by the name of its host, so nothing was sent. Enter the name that it was issued for.`
  ),
  no_tls: configuration(
    ({ server }) =>
      `${server} offers no encryption, so nothing was sent. Switch TLS on there, or choose “none” for a network that you trust.`
  ),
  wants_tls: configuration(
    ({ server }) => `${server} only takes encrypted connections. Choose “verified” as encryption.`
  ),
  unreachable: temporary(
    ({ server }, said) =>
      `${server} did not answer (${said}). Check host, port and firewall. ${RETRIES}`
  ),
  own_server: {
    action: 'fail',
    kind: 'permanent',
    say: ({ server }) =>
      `${server} is the database that Quarterdeck itself runs on, which cannot be read as a source. Nothing was read. Enter another server.`,
  },
}

/** A failure of a database in words. What the driver cannot name counts as a query that the server does not run. */
export function databaseFailure(fault: Fault, place: FaultPlace, cause?: unknown): VendorFailure {
  const { action, kind, say } = SENTENCES[fault]
  const said = cause === undefined ? '' : firstLine(cause).replace(/[.\s]+$/, '')
  const message = say(place, said)
  const code = `E_DATABASE_${fault.toUpperCase()}`
  const capital = message[0].toUpperCase() + message.slice(1)
  return new VendorFailure({ kind, action, code, message: capital, cause })
}
