import type { ApiConnector, Auth, WebhookConnector } from '#kit'
import type { FieldChain } from '#shared/expressions/field_chains'

/** The fields that a variable has, where the contract or the manifest itself says which. */
export type KnownFields = Partial<Record<string, ReadonlySet<string>>>

const WINDOW = ['from', 'to', 'fromUnix', 'toUnix', 'fromIso', 'toIso']
const ACCOUNT = ['id', 'name', 'currency', 'timeZone', 'attributes', 'secrets']
const REPORT = ['created', 'polled']
const RESPONSE = ['status', 'headers', 'body']
/** The last two: in calls that register the address. */
const WEBHOOK = ['headers', 'query', 'body', 'raw', 'url', 'ip', 'secret', 'registered']

/** What expressions of a connector may name. Records and bodies are the vendor's, so nobody knows their fields here. */
export function knownFieldsOf(connector: ApiConnector | WebhookConnector): KnownFields {
  const { auth, accounts } = connector.kind === 'api' ? connector : NEVER_CALLED
  const { settings } = connector
  const ways = Object.values(auth)
  return {
    'window': new Set(WINDOW),
    'account': new Set(ACCOUNT),
    'account.attributes': attributesOf(connector, accounts),
    'account.secrets': new Set(Object.keys(accounts?.secrets ?? {})),
    'report': new Set(REPORT),
    'response': new Set(RESPONSE),
    'webhook': new Set(WEBHOOK),
    'settings': new Set(Object.keys(settings?.properties ?? {})),
    'client': new Set(['id', 'secret', ...ways.flatMap(clientFieldsOf)]),
    'credentials': new Set(['accessToken', 'webhookSecret', ...ways.flatMap(fieldsOf)]),
    'token': new Set(ways.flatMap(keptOf)),
  }
}

/** Records of a delivery see when it arrived. */
const attributesOf = (
  { webhooks }: Pick<ApiConnector, 'webhooks'>,
  accounts: ApiConnector['accounts']
) => new Set([...Object.keys(accounts?.attributes ?? {}), ...(webhooks ? ['receivedAt'] : [])])

const NEVER_CALLED: Pick<ApiConnector, 'auth' | 'accounts'> = { auth: {} }

const fieldsOf = (auth: Auth) => Object.keys('fields' in auth ? auth.fields : {})
const clientFieldsOf = (auth: Auth) =>
  Object.keys(auth.kind === 'oauth2' ? (auth.clientFields ?? {}) : {})
const keptOf = (auth: Auth) => ('keep' in auth ? (auth.keep ?? []) : [])

/** The sentence about a field that its variable does not have; undefined where nothing is wrong. */
export function unknownField(
  { variable, keys }: FieldChain,
  known: KnownFields
): string | undefined {
  const [first, second] = keys
  const inner = `${variable}.${first}`
  return (
    missing(known[variable], variable, first) ??
    (known[inner] ? missing(known[inner], inner, second) : undefined)
  )
}

function missing(fields: ReadonlySet<string> | undefined, owner: string, name?: string) {
  if (!fields || name === undefined || fields.has(name)) {
    return undefined
  }
  const choice = fields.size > 0 ? `it has ${[...fields].join(', ')}` : 'it has no fields here'
  return `${owner} has no '${name}' (${choice})`
}
