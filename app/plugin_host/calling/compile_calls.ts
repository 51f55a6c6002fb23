import type { ApiConnector } from '#kit'
import type { Slot } from '#shared/records'
import { compileAccounts } from './compile_accounts.js'
import { compileAuth, type SignRequest } from './compile_auth.js'
import { compileCall, compileList } from './compile_call.js'
import { compileErrors, type SortError } from './compile_errors.js'
import { compileTotals } from './compile_totals.js'
import type { CompiledAccounts, CompiledList, CompiledTotals, PrepareCall } from './types.js'

/** Everything about a connector that has to do with HTTP, compiled once. */
export interface CompiledCalls {
  check: PrepareCall
  lists: Map<string, CompiledList>
  totals: Map<string, CompiledTotals>
  accounts: CompiledAccounts | null
  sortError: SortError
  sign: Map<string, SignRequest>
}

export function compileCalls(
  { http, check, streams, accounts, auth }: ApiConnector,
  slotOf: (metric: string) => Slot
): CompiledCalls {
  const totals = new Map<string, CompiledTotals>()
  for (const [name, { totals: declared }] of Object.entries(streams)) {
    if (declared) {
      const slots = Object.keys(declared.metrics).map(slotOf)
      totals.set(name, compileTotals(declared, http, slots))
    }
  }
  return {
    check: compileCall(check, http),
    lists: mapped(streams, (stream) => compileList(stream, http)),
    totals,
    accounts: accounts ? compileAccounts(accounts, http) : null,
    sortError: compileErrors(http.errors),
    sign: mapped(auth, compileAuth),
  }
}

function mapped<From, To>(entries: Record<string, From>, compile: (from: From) => To) {
  return new Map(Object.entries(entries).map(([name, entry]) => [name, compile(entry)]))
}
