import { AsyncLocalStorage } from 'node:async_hooks'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { dataVersion, noteDataChange } from './data_version.js'
import { ProgrammingError } from './errors.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Web requests answer fast or say why not; jobs may take longer (design: 2 s web, 15 s worker). */
const WEB_STATEMENT_TIMEOUT_MS = 2_000
const WORKER_STATEMENT_TIMEOUT_MS = 15_000

export interface QueryOutcome<Row> {
  rows: Row[]
  rowCount: number
}

/** One open transaction that sees exactly one organization. */
export interface TenantTransaction {
  readonly organizationId: string
  readonly isReadOnly: boolean
  /** Names the state of the organization's data; asked once where nothing can be written, so that one page has one state. */
  dataVersion(): Promise<string>
  /** From here on PostgreSQL refuses every write. */
  restrictToReading(): Promise<void>
  /** For Lucid models and query builders: `Model.query({ client: tenant.trx })`. */
  readonly trx: TransactionClientContract
  /** Plain SQL with `$1` parameters on the same connection; arrays bind as PostgreSQL arrays. */
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<QueryOutcome<Row>>
  /** Runs after a successful commit; never after a rollback. */
  afterCommit(effect: () => void | Promise<void>): void
}

export interface TenantOptions {
  /** Refuse every write. GET requests use it. */
  readOnly?: boolean
  /** Longest single statement, in milliseconds. */
  statementTimeoutMs?: number
  /** Isolation of concurrent writers; the default is PostgreSQL's read committed. */
  isolation?: 'repeatable read' | 'serializable'
  /** Writes nothing that a number depends on, such as a counted API call: remembered answers stay good. */
  keepsAnswers?: boolean
}

const storage = new AsyncLocalStorage<TenantTransaction>()

/**
 * Opens the one kind of transaction in which tenant tables can be read or written. Everything
 * inside sees the rows of `organizationId` only, because PostgreSQL's policies say so. A call
 * inside another one for the same organization joins it. Throwing rolls everything back.
 */
export async function withTenant<Result>(
  organizationId: string,
  work: (tenant: TenantTransaction) => Promise<Result>,
  options: TenantOptions = {}
): Promise<Result> {
  const outer = storage.getStore()
  if (outer?.organizationId === organizationId && !outer.trx.isCompleted) {
    return work(outer)
  }
  const effects: (() => void | Promise<void>)[] = []
  const result = await db.transaction(async (trx) => {
    const tenant = await openTenant(trx, organizationId, { effects, options })
    const done = await storage.run(tenant, () => work(tenant))
    if (!tenant.isReadOnly && !options.keepsAnswers && !trx.isCompleted) {
      await noteDataChange(tenant, organizationId, { mayRemove: !options.isolation })
    }
    return done
  })
  for (const effect of effects) {
    await effect()
  }
  return result
}

/** The transaction of the running request or job. Throws where none is open, unless null is to be answered then. */
export function currentTenant(otherwise: null): TenantTransaction | null
export function currentTenant(): TenantTransaction
export function currentTenant(otherwise?: null): TenantTransaction | null {
  const tenant = storage.getStore()
  if (otherwise === null) {
    return openedTenant() ?? null
  }
  if (!tenant) {
    throw new ProgrammingError('No tenant transaction is open: wrap the call in withTenant().')
  }
  return tenant
}

function openedTenant(): TenantTransaction | undefined {
  const tenant = storage.getStore()
  return tenant?.trx.isCompleted ? undefined : tenant
}

/** For tables that belong to no organization: the connection that is held already, else one of the pool. */
export const heldConnection = (poolName?: string) => openedTenant()?.trx ?? db.connection(poolName)

/**
 * Refuses what may not happen while a transaction is open: waiting for a vendor, who would hold the connection and its
 * locks for as long as it likes, or for a second connection, which enough requests at once would never get.
 */
export function assertOutsideTenant(deed: string) {
  if (openedTenant()) {
    throw new ProgrammingError(
      `${deed} while the transaction of a tenant is open. Use its own connection (tenant.query, tenant.trx), or do it before the transaction opens or after it ended.`
    )
  }
}

/** What `pg` gives out: Lucid's own client reads no arrays as parameters, and builds a query around each. */
interface Connection {
  query<Row>(text: string, values?: unknown[]): Promise<QueryOutcome<Row>>
}

interface Opening {
  effects: (() => void | Promise<void>)[]
  options: TenantOptions
}

async function openTenant(
  trx: TransactionClientContract,
  organizationId: string,
  { effects, options }: Opening
): Promise<TenantTransaction> {
  if (!UUID.test(organizationId)) {
    throw new ProgrammingError(`'${organizationId}' is not the id of an organization.`)
  }
  const client: Connection = await trx.knexClient.client.acquireConnection()
  const settings = settingsOf(organizationId, options)
  await Promise.all(settings.map((setting) => client.query(setting)))
  let isReadOnly = options.readOnly === true
  let version: Promise<string> | undefined
  return {
    organizationId,
    dataVersion: () => (version = (isReadOnly && version) || dataVersion(client, organizationId)),
    get isReadOnly() {
      return isReadOnly
    },
    restrictToReading: async () => {
      await client.query('SET TRANSACTION READ ONLY')
      isReadOnly = true
    },
    trx,
    query: (text, values) => client.query(text, values),
    afterCommit: (effect) => void effects.push(effect),
  }
}

/** They go out together: the connection sends one statement without waiting for the answer to the other. */
function settingsOf(organizationId: string, options: TenantOptions): string[] {
  return [
    ...(options.isolation
      ? [`SET TRANSACTION ISOLATION LEVEL ${options.isolation.toUpperCase()}`]
      : []),
    ...(options.readOnly ? ['SET TRANSACTION READ ONLY'] : []),
    `SET LOCAL statement_timeout = ${options.statementTimeoutMs ?? defaultTimeout()}`,
    // A statement of its own with SET LOCAL, not set_config(): Citus does not propagate the function.
    `SET LOCAL app.organization_id = '${organizationId}'`,
  ]
}

function defaultTimeout() {
  return process.env.QD_PROCESS === 'worker'
    ? WORKER_STATEMENT_TIMEOUT_MS
    : WEB_STATEMENT_TIMEOUT_MS
}
