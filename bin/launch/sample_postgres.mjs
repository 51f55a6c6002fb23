/** The server of the sample databases: small, apart from the product's, and ended with whoever started it. */
import { startPostgres } from './postgres.mjs'
import { loadSecrets, rolePassword } from './secrets.mjs'

/** Sample rows are written again at each start, so nothing has to survive a crash. */
const SMALL = {
  ...{ shared_buffers: '16MB', max_connections: 20, fsync: 'off', full_page_writes: 'off' },
  ...{ synchronous_commit: 'off', autovacuum: 'off', max_wal_size: '64MB' },
}

/** Answers `{ url, stop }`, where `url` is the administrator's. `settings` are added to the server's own. */
export function startSamplePostgres(settings = {}) {
  const password = rolePassword(loadSecrets(), 'sample')
  return startPostgres({
    ...{ name: 'sample-postgres', password, isAttached: true },
    settings: { ...SMALL, ...settings },
  })
}
