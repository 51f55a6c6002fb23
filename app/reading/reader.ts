import type {
  CompiledTotals,
  ListedAccount,
  Notification,
  RegisteredAddress,
  PageState,
  PreparedCall,
  RequestScope,
} from './call/calls.js'
import { requestWindow } from './call/request_window.js'
import type { CallerContext } from './call/caller_context.js'
import { VendorCaller } from './call/vendor_caller.js'
import { collectUpdates } from './map/collect_updates.js'
import { performCall } from './hooks/effect_call.js'
import { throughHook } from './hooks/map_records.js'
import type { CompiledConnector } from './map/compile_connector.js'
import type { CompiledStream, MappingAccount, MappingScope } from './map/types.js'
import { Rejection } from './map/rejection.js'
import { listAccounts } from './page/list_accounts.js'
import type { ListReading } from './page/read_list.js'
import { ownRecords } from './page/own_records.js'
import { parentLevelOf, type ReadAnnounced } from './page/parent_level.js'
import { readChildren } from './page/read_children.js'
import { readReport, readWhole } from './page/read_report.js'
import { readSlice, type RawPage } from './page/read_slice.js'
import type { ReadPage, Slice, StreamRead, VendorTotals } from './read_types.js'
import { tellsNobody, unreadable } from './reader_failures.js'

interface ReaderContext extends CallerContext {
  settings: Record<string, unknown>
  /** Left out where nothing is connected yet. */
  announced?: ReadAnnounced
}

/**
 * Reads one connection: performs every call of its connector, with credentials, limits and retries, and answers pages that are
 * decoded and mapped. What cannot be read ends in a `VendorFailure`.
 */
export class Reader {
  private readonly caller: VendorCaller
  private readonly connector: CompiledConnector
  private readonly settings: Record<string, unknown>
  private readonly announced: ReadAnnounced

  constructor({ settings, announced, ...context }: ReaderContext) {
    this.announced = announced ?? (async () => [])
    this.caller = new VendorCaller(context)
    this.connector = context.connector
    this.settings = settings
  }

  /** Makes the cheap call that proves the credentials, and answers the accounts they can read. */
  async prove(): Promise<ListedAccount[]> {
    const scope = await this.#scope(null, {})
    await this.caller.send(this.connector.calls.check, scope, { isCheck: true })
    return listAccounts(this.caller, this.connector, this.settings)
  }

  /** Sends a message to people, once, and answers what the vendor calls it. */
  async notify(notification: Notification): Promise<string> {
    const { notify } = this.connector.calls
    if (!notify) {
      throw tellsNobody(this.caller.title)
    }
    const scope = { ...(await this.#scope(null, {})), notification }
    const answer = await this.caller.send(notify.send, scope, { isOnce: true })
    return String(notify.receipt(answer, this.settings) ?? '')
  }

  /** Registers an address with the vendor; answers what the vendor calls it, and the secret that the vendor made. */
  async register(webhook: RegisteredAddress): Promise<{ id: string; secret: string }> {
    const { create, id, secret } = this.connector.calls.register!
    const scope = { ...(await this.#scope(null, {})), webhook }
    const answer = await this.caller.send(create, scope, { isOnce: true })
    const told = (read: typeof id | null) => String(read?.(answer, this.settings) ?? '')
    return { id: told(id), secret: told(secret) }
  }

  async unregister(webhook: RegisteredAddress): Promise<void> {
    const { remove } = this.connector.calls.register ?? {}
    if (remove) {
      await this.caller.send(remove, { ...(await this.#scope(null, {})), webhook })
    }
  }

  /** One attempt at the first page of a stream, whatever is answered: for a person who describes what it means. */
  async look(stream: string, { window }: Pick<Slice, 'window'>, maxBytes: number) {
    const list = this.connector.calls.lists.get(stream)!
    const scope = await this.#scope(null, { window })
    const { pager } = list
    const shape = (call: PreparedCall) => pager.ask(call, pager.first)
    const answer = await this.caller.look(list, scope, { shape, maxBytes })
    const { body } = await list.decode(answer.bytes)
    return { ...answer, body }
  }

  async *read({ stream, account }: StreamRead, slice: Slice): AsyncGenerator<ReadPage> {
    const scope: MappingScope = { account, settings: this.settings, today: slice.today }
    const sent = this.#pages({ stream, account }, slice)
    const own = ownRecords(sent, stream, { title: this.caller.title, scope })
    const pages = throughHook(own, {
      ...{ connector: this.connector, stream, scope, now: () => this.caller.clock.now() },
      perform: async (effect) =>
        performCall(effect, {
          caller: this.caller,
          base: this.connector.calls.base,
          scope: await this.#scope(account, slice),
        }),
    })
    if (stream.definition.updates) {
      // Only when a slice is complete is the newest change of each record known.
      const { records, raw, read } = await collectUpdates(stream, pages, scope)
      const page = await mapped(stream, { records, raw, resume: null }, scope)
      yield { ...page, read, warnings: this.caller.takeWarnings() }
      return
    }
    for await (const page of pages) {
      yield { ...(await mapped(stream, page, scope)), warnings: this.caller.takeWarnings() }
    }
  }

  /** Null where the stream declares no totals. */
  async totals({ stream, account }: StreamRead, slice: Slice): Promise<VendorTotals | null> {
    const list = this.connector.calls.totals.get(stream.name)
    if (!list) {
      return null
    }
    const scope = await this.#scope(account, slice)
    const report = this.connector.calls.totalReports.get(stream.name)
    const records = await readWhole({ caller: this.caller, list, scope }, report)
    return { rows: records.length, totals: this.#sum(list, records, scope) }
  }

  async *#pages({ stream, account }: StreamRead, slice: Slice): AsyncGenerator<RawPage> {
    const list = this.connector.calls.lists.get(stream.name)!
    const scope = await this.#scope(account, slice)
    const resume = slice.resume ?? undefined
    const { caller, connector } = this
    const level = parentLevelOf(connector, stream, this.announced)
    const report = connector.calls.reports.get(stream.name)
    const reading = { stream, caller, list, scope }
    if (level) {
      yield* readChildren({ ...reading, level, resume })
    } else if (report) {
      const read = (finished: ListReading) => readSlice(stream, finished)
      yield* readReport({ caller, list, scope, report, read, resume })
    } else {
      yield* readSlice(stream, { ...reading, resume: resume as PageState | undefined })
    }
  }

  /** A total of the wrong kind compares with nothing; the rows that were read stay. */
  #sum(list: CompiledTotals, records: unknown[], scope: RequestScope) {
    try {
      return list.sum(records, scope)
    } catch (error) {
      throw error instanceof Rejection ? unreadable(this.caller.title, error) : error
    }
  }

  #scope(account: MappingAccount | null, { window }: Pick<Slice, 'window'>): Promise<RequestScope> {
    const zone = account?.timeZone ?? 'UTC'
    return this.caller.scope({
      account,
      parent: null,
      settings: this.settings,
      window: window ? requestWindow(window.from, window.to, zone) : null,
    })
  }
}

async function mapped(
  stream: CompiledStream,
  page: RawPage,
  scope: MappingScope
): Promise<ReadPage> {
  const result = await stream.mapPageInTurns(page.records, scope)
  return { ...page, ...result, read: page.records.length }
}
