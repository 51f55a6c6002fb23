import { newId } from '#foundation'
import { openVendorSession } from '#connections'
import { pluginRegistry } from '#plugin_host'
import { connectorOf, Reader, VendorFailure, type CompiledConnector } from '#reading'
import { hostsIn } from '#shared/granted_hosts'
import type { DayWindow } from '#shared/day_window'
import { cassetteOf, type Cassette, type OpenExchange } from './cassette.js'
import { Scrubber } from './scrubber.js'

type ReaderContext = ConstructorParameters<typeof Reader>[0]
type Access = ReaderContext['access']
type Witness = NonNullable<ReaderContext['witness']>
type Account = { id: string; name: string } | null

/** What a person hands over to record with, where the source is not connected. */
export interface GivenCredentials {
  /** Way of signing in; the first of the connector where left out. */
  auth?: string
  credentials: Record<string, string>
  settings?: Record<string, unknown>
  /** Values of the platform's client. */
  client?: Record<string, string>
  /** What a token answer would have said besides the tokens. */
  token?: Record<string, unknown>
}

export interface RecordRequest {
  pluginId: string
  connector: string
  stream: string
  /** A connected source, or what to sign in with. */
  from: { organization: { id: string }; connectionId: string } | GivenCredentials
  mode?: 'live' | 'sandbox'
  /** Id of the account at the vendor; the first one where left out. */
  account?: string
  window: DayWindow
  today: string
  /** Most pages that are read. */
  pages: number
}

export interface Recording {
  cassette: Cassette
  /** How many different values of each kind were replaced. */
  replaced: Scrubber['counts']
  /** What the vendor answered in the end, where that was a failure; it is in the recording. */
  failure?: string
}

/**
 * Reads a stream as a sync does, writes down what was asked and answered, and takes out what opens the source and who is named.
 * A failure of the vendor is recorded as well. Throws a sentence where nothing was asked, or where a secret would stay.
 */
export async function recordStream(request: RecordRequest): Promise<Recording> {
  const { pluginId, stream, today } = request
  const connector = await connectorOf(pluginId, request.connector)
  const scrubber = new Scrubber()
  const heard: OpenExchange[] = []
  const endpoint = connector.calls.lists.get(stream)?.endpoint
  const witness: Witness = {
    opens: (secrets) =>
      secrets.flatMap((each) => Object.values(each)).forEach((each) => scrubber.learnSecret(each)),
    heard: (exchange) =>
      void heard.push({
        ...exchange.sent,
        ...{ body: exchange.sent.body, status: exchange.answer.status },
        answerHeaders: exchange.answer.headers,
        ...{ text: exchange.answer.text, read: exchange.answer.body },
        isPage: exchange.endpoint === endpoint && exchange.answer.status < 300,
      }),
  }
  const failure = await failureOf(() => readPages(request, connector, witness))
  if (heard.length === 0) {
    throw new Error(failure ?? `The stream ${stream} asked for nothing.`)
  }
  const cassette = cassetteOf({ plugin: pluginId, stream, recorded: today }, heard, scrubber)
  if (scrubber.leaksIn(JSON.stringify(cassette))) {
    throw new Error('The recording still holds something that opens the source. Nothing was kept.')
  }
  return { cassette, replaced: scrubber.counts, ...(failure && { failure }) }
}

async function readPages(
  request: RecordRequest,
  connector: CompiledConnector,
  witness: Witness
): Promise<void> {
  const { stream: name, window, today } = request
  const stream = connector.streams.get(name)!
  const { reader, accounts } = await opened(request, connector, witness)
  const account = accountOf(accounts, request, stream.definition.each === 'account')
  const slice = { window: stream.definition.cursor ? window : undefined, today }
  let left = request.pages
  for await (const page of reader.read({ stream, account }, slice)) {
    left -= page.read > 0 || page.raw !== '' ? 1 : 0
    if (left <= 0) {
      return
    }
  }
}

type Accounts = Awaited<ReturnType<Reader['prove']>>

async function opened(
  request: RecordRequest,
  connector: CompiledConnector,
  witness: Witness
): Promise<{ reader: Pick<Reader, 'read'>; accounts: Omit<Accounts[number], 'secrets'>[] }> {
  const { from } = request
  if ('connectionId' in from) {
    const options = { correlationId: newId(), witness }
    const session = await openVendorSession(from.organization, from.connectionId, options)
    return { reader: session, accounts: session.accounts }
  }
  const registry = await pluginRegistry()
  const secrets = new Map<string, Record<string, string>>()
  const { settings = {}, auth = Object.keys(connector.definition.auth)[0] } = from
  const reader = new Reader({
    ...{ connectionId: newId(), mode: request.mode ?? 'live', authName: auth, connector, settings },
    ...{ correlationId: newId(), witness, access: accessOf(from, secrets) },
    hosts: hostsIn(registry.manifestOf(request.pluginId).scopes.map(({ id }) => id)),
  })
  const accounts = await reader.prove()
  accounts.forEach((account) => secrets.set(account.id, account.secrets))
  return { reader, accounts }
}

const accessOf = (
  { credentials, client = {}, token = {} }: GivenCredentials,
  secrets: Map<string, Record<string, string>>
): Access => ({
  credentials: async () => credentials,
  renew: async () => undefined,
  client: async () => client,
  token: async () => token,
  accountSecrets: async (id) => secrets.get(id) ?? {},
})

function accountOf<Listed extends NonNullable<Account>>(
  accounts: Listed[],
  { account: wanted }: RecordRequest,
  isNeeded: boolean
): Listed | null {
  const found = wanted ? accounts.find(({ id }) => id === wanted) : accounts[0]
  if (!found && (isNeeded || wanted)) {
    const known = accounts.map(({ id, name }) => `${id} (${name})`).join(', ')
    throw new Error(`There is no account '${wanted ?? ''}'. Accounts: ${known || 'none'}.`)
  }
  return found ?? null
}

async function failureOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work()
  } catch (error) {
    if (error instanceof VendorFailure) {
      return error.message
    }
    throw error
  }
  return undefined
}
