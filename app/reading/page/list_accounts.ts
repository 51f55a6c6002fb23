import type { ListedAccount, RequestScope } from '../call/calls.js'
import type { OpenScope, VendorCaller } from '../call/vendor_caller.js'
import type { CompiledConnector } from '../map/compile_connector.js'
import { VendorFailure } from '../vendor_failure.js'
import { readList } from './read_list.js'

/**
 * Asks the vendor which accounts the credentials can read. A part that the vendor says to skip (a closed
 * account) is left out; with nothing left, the person learns why.
 */
export async function listAccounts(
  caller: VendorCaller,
  connector: CompiledConnector,
  settings: Record<string, unknown>
): Promise<ListedAccount[]> {
  const list = connector.calls.accounts
  if (!list) {
    return []
  }
  const open = { account: null, parent: null, settings, window: null }
  const found = new Map<string, ListedAccount>()
  let skipped: VendorFailure | undefined
  for (const parent of await parentsOf(caller, connector, open)) {
    try {
      const scope = await caller.scope({ ...open, parent })
      for (const account of await accountsIn(caller, connector, scope)) {
        found.set(account.id, found.get(account.id) ?? account)
      }
    } catch (error) {
      skipped = asSkip(error)
    }
  }
  if (found.size === 0) {
    throw skipped ?? noAccounts(caller.title)
  }
  return [...found.values()]
}

async function parentsOf(
  caller: VendorCaller,
  { calls: { accounts } }: CompiledConnector,
  open: OpenScope
): Promise<(Record<string, unknown> | null)[]> {
  const parents = accounts?.parents
  if (!parents) {
    return [null]
  }
  const found: Record<string, unknown>[] = []
  const scope = await caller.scope(open)
  for await (const { records } of readList({ caller, list: parents, scope })) {
    found.push(...records.map((record) => parents.read(record)))
  }
  return found
}

async function accountsIn(
  caller: VendorCaller,
  { calls: { accounts } }: CompiledConnector,
  scope: RequestScope
): Promise<ListedAccount[]> {
  const found: ListedAccount[] = []
  for await (const { records } of readList({ caller, list: accounts!, scope })) {
    for (const record of records) {
      const account = accounts!.read(record, scope)
      if (account) {
        found.push(account)
      }
    }
  }
  return found
}

function asSkip(error: unknown): VendorFailure {
  if (error instanceof VendorFailure && error.action === 'skip') {
    return error
  }
  throw error
}

function noAccounts(title: string) {
  return new VendorFailure({
    kind: 'configuration',
    action: 'fail',
    code: 'E_NO_ACCOUNTS',
    message: `This login has no accessible account at ${title}. Sign in with another one, or request access there.`,
  })
}
