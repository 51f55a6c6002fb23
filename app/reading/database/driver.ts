import type { Fault } from './failures.js'
import type { ColumnKind, DatabaseColumn, TableName } from './streams.js'

export interface DatabaseTarget {
  /** As the person wrote it; what its certificate is checked against. */
  host: string
  /** Where the connection goes, and nowhere else. */
  addresses: string[]
  port: number
  database: string
  user: string
  password: string
  tls: 'verified' | 'unverified' | 'none'
  /** PEM of the authority that signs the server's certificate, where it is not a public one. */
  certificate?: string
}

export interface Statement {
  text: string
  values: unknown[]
}

/** Every value as the server writes it. */
export type Row = Record<string, string | null>

export interface Answer {
  columns: DatabaseColumn[]
  rows: Row[]
}

/** One open connection. */
export interface OpenDatabase {
  /** Runs one statement in a transaction of its own that can only read. */
  ask(statement: Statement, timeoutMs: number): Promise<Answer>
  close(): Promise<void>
}

/** How statements are written for a kind of server. */
export interface Dialect {
  quote(name: string): string
  /** A value to compare a column of this kind with; takes its place in `values` where it travels beside the statement. */
  parameter(value: string, kind: ColumnKind, values: unknown[]): string
  /** Lists `schema`, `name` and `kind` (`table` or `view`) of what the account may read. */
  relations: string
  /** Lists the columns of a table's primary key or of another unique one, in order, as `name`. */
  uniqueKey(table: TableName): Statement
  /**
   * Answers rows of `identity`: what only this running server says, and what it shares with its replicas, whatever way leads
   * to it. Null where it cannot be the server that the product runs on.
   */
  identity: string | null
}

export interface Driver {
  dialect: Dialect
  open(target: DatabaseTarget, signal?: AbortSignal): Promise<OpenDatabase>
  /** What an error of this driver means. */
  faultOf(error: unknown): Fault | undefined
}
