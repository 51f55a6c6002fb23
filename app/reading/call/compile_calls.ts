import type { ApiConnector, Http, Notify, Parents, Report, Webhooks } from '#kit'
import { durationMs } from '#shared/durations'
import { compileAnswer } from '#shared/expressions/answer'
import { compileExpression } from '#shared/expressions/expression'
import type { Slot } from '#shared/records'
import { compileAccounts } from './compile_accounts.js'
import { compileAuth, type SignRequest } from './compile_auth.js'
import { compileCall } from './compile_call.js'
import { compileErrors, type SortError } from './compile_errors.js'
import { compileList } from './compile_list.js'
import { compilePoints, compileQuotas, type ReadPoints, type ReadQuota } from './compile_quota.js'
import { compileTotals } from './compile_totals.js'
import { compileWarnings, type ReadWarnings } from './compile_warnings.js'
import type {
  CompiledAccounts,
  CompiledCall,
  CompiledList,
  CompiledTotals,
  VendorAnswer,
} from './calls.js'

/** Everything about a connector that has to do with HTTP, compiled once. */
export interface CompiledCalls {
  check: CompiledCall
  /** `http.base` alone, for the calls that hooks ask for. */
  base: CompiledCall
  lists: Map<string, CompiledList>
  /** Lists of parents that are no streams, by the stream below them. */
  parents: Map<string, CompiledList>
  reports: Map<string, CompiledReport>
  totals: Map<string, CompiledTotals>
  /** Of streams whose totals are a report of their own. */
  totalReports: Map<string, CompiledReport>
  accounts: CompiledAccounts | null
  sortError: SortError
  warnings: ReadWarnings
  quotas: ReadQuota[]
  points: ReadPoints[]
  sign: Map<string, SignRequest>
  /** Null where the connector tells people nothing. */
  notify: { send: CompiledCall; receipt: ReadAnswer } | null
  /** Null where a person enters the address at the vendor. */
  register: CompiledRegistration | null
}

type ReadAnswer = ReturnType<typeof compileAnswer>

export interface CompiledRegistration {
  create: CompiledCall
  remove: CompiledCall | null
  id: ReadAnswer
  /** The signing secret, where the vendor makes it. */
  secret: ReadAnswer | null
}

type Ask = (answer: VendorAnswer, settings: Record<string, unknown>) => boolean

export interface CompiledReport {
  create: CompiledCall
  poll: CompiledPoll | null
  keepMs: number
}

interface CompiledPoll extends Record<'until' | 'failed' | 'tooLarge' | 'empty', Ask> {
  call: CompiledCall
  everyMs: number
  withinMs: number
}

export function compileCalls(
  { http, check, streams, accounts, auth, provides, webhooks }: ApiConnector,
  slotOf: (metric: string) => Slot
): CompiledCalls {
  return {
    check: compileCall(check, http),
    base: compileCall({ get: '/' }, http),
    lists: mapped(streams, (stream) => compileList(stream, http)),
    parents: mapped(streams, ({ parents }) => listOf(parents, http)),
    reports: mapped(streams, ({ report }) => report && compileReport(report, http)),
    totals: mapped(
      streams,
      ({ totals }) => totals && compileTotals(totals, http, Object.keys(totals.metrics).map(slotOf))
    ),
    totalReports: mapped(
      streams,
      ({ totals }) => totals?.report && compileReport(totals.report, http)
    ),
    accounts: accounts ? compileAccounts(accounts, http) : null,
    sortError: compileErrors(http.errors),
    warnings: compileWarnings(http.warn),
    quotas: compileQuotas(http.quota),
    points: compilePoints(http.limits),
    sign: mapped(auth, compileAuth),
    notify: compileNotify(provides?.['notify@1'], http),
    register: compileRegistration(webhooks, http),
  }
}

const compileNotify = (declared: Notify | undefined, http: Http) =>
  declared
    ? { send: compileCall(declared.send, http), receipt: compileAnswer(declared.receipt) }
    : null

function compileRegistration(webhooks: Webhooks | undefined, http: Http) {
  const { register, secret } = webhooks ?? {}
  if (!register) {
    return null
  }
  const told = secret?.from === 'vendor' ? secret.answer : undefined
  return {
    create: compileCall(register.create, http),
    remove: register.remove ? compileCall(register.remove, http) : null,
    id: compileAnswer(register.id),
    secret: told === undefined ? null : compileAnswer(told),
  }
}

const listOf = (parents: Parents | undefined, http: Http) =>
  parents && 'list' in parents ? compileList(parents.list, http) : undefined

function compileReport({ create, poll, keep = 'P1D' }: Report, http: Http): CompiledReport {
  return {
    create: compileCall(create, http),
    keepMs: durationMs(keep),
    poll: poll
      ? {
          call: compileCall(poll.call, http),
          until: compileAsk(poll.until),
          failed: compileAsk(poll.failed),
          tooLarge: compileAsk(poll.tooLarge),
          empty: compileAsk(poll.empty),
          everyMs: durationMs(poll.every ?? 'PT10S'),
          withinMs: durationMs(poll.within ?? 'PT1H'),
        }
      : null,
  }
}

function compileAsk(source = 'false'): Ask {
  const evaluate = compileExpression(source, 'response')
  return (response, settings) => evaluate({ response, settings }) === true
}

function mapped<From, To>(
  entries: Record<string, From>,
  compile: (from: From) => To | undefined
): Map<string, To> {
  const compiled = Object.entries(entries).map(([name, entry]) => [name, compile(entry)] as const)
  return new Map(compiled.filter((entry): entry is [string, To] => entry[1] !== undefined))
}
