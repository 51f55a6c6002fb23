import {
  SDK_VERSION,
  type ApiConnector,
  type Connector,
  type ObjectSchema,
  type Plugin,
  type WebhookConnector,
} from '#kit'
import { coversHost, hostsIn } from '#shared/granted_hosts'
import { checkSettings } from '../settings/check_settings.js'
import { sandboxSettings } from '../settings/sandbox_settings.js'
import { checkCalls } from './call_problems.js'
import { checkNotations } from './check_notations.js'
import { checkHooks } from './hook_problems.js'
import { hostProblems, unusedHosts } from './hosts.js'
import { checkFeeds, checkStreams } from './stream_problems.js'
import { Problems } from './problems.js'
import { shapeProblems } from './shape_problems.js'
import { withTexts } from './texts.js'
import { checkWebhooks } from './webhook_problems.js'

export type ManifestVerdict =
  | { state: 'available'; manifest: Plugin }
  | { state: 'invalid' | 'incompatible'; reasons: string[] }

/**
 * Decides about a manifest before any of it is used. Each reason begins with the plugin's id, so that it can stand
 * alone: `plugin acme/x: connectors.ads.streams.campaigns.key is missing`.
 */
export function checkManifest(candidate: unknown): ManifestVerdict {
  const named = `plugin ${nameOf(candidate)}: `
  const sdk = (candidate as Plugin | null)?.sdk
  if (typeof sdk === 'string' && /^\^\d+(\.\d+)?$/.test(sdk) && !servesSdk(sdk)) {
    const reason = `${named}it was written for contract ${sdk}, and this installation serves ${SDK_VERSION}`
    return { state: 'incompatible', reasons: [reason] }
  }
  const shape = shapeProblems(candidate)
  const { manifest, problems } = withTexts(
    shape.length > 0 ? ({} as Plugin) : (candidate as Plugin)
  )
  const reasons = shape.length > 0 ? shape : [...problems, ...meaningProblems(manifest)]
  return reasons.length > 0
    ? { state: 'invalid', reasons: reasons.map((reason) => named + reason) }
    : { state: 'available', manifest }
}

function nameOf(candidate: unknown): string {
  const id: unknown = (candidate as Plugin | null)?.id
  return typeof id === 'string' && id !== '' ? id : 'without id'
}

/** The host serves the contract's current major; `^1.2` needs at least 1.2 of it. */
function servesSdk(range: string): boolean {
  const [major, minor] = SDK_VERSION.split('.').map(Number)
  const [wantedMajor, wantedMinor = 0] = range.slice(1).split('.').map(Number)
  return wantedMajor === major && wantedMinor <= minor
}

function meaningProblems(manifest: Plugin): string[] {
  const problems = new Problems()
  for (const [name, connector] of Object.entries(manifest.connectors ?? {})) {
    const own = new Problems()
    const check = CHECKS[connector.kind] as Check<Connector>
    check(connector, manifest, own)
    own.sentences.forEach((sentence) => problems.add(`connectors.${name}.${sentence}`))
  }
  checkOpenSettings(manifest.settings, problems)
  checkScopes(manifest, problems)
  checkHooks(manifest, problems)
  return problems.sentences
}

type Check<Kind> = (connector: Kind, manifest: Plugin, problems: Problems) => void

const CHECKS: { [Kind in Connector['kind']]: Check<Extract<Connector, { kind: Kind }>> } = {
  api(connector, manifest, problems) {
    hostProblems(manifest.scopes, connector).forEach((sentence) => problems.add(sentence))
    checkSecrets(connector, problems)
    checkStreams(manifest, connector, problems)
    checkFeeds(connector, problems)
    checkCalls(connector, problems)
    checkErrors(connector, problems)
    CHECKS.webhook(connector as never, manifest, problems)
  },
  webhook(connector, manifest, problems) {
    checkOpenSettings(connector.settings, problems)
    checkMinorUnits(connector, problems)
    checkWebhooks(manifest, connector, problems)
    checkNotations(connector, problems)
  },
  file: () => {},
  database(_, { scopes }, problems) {
    if (!coversHost(hostsIn(scopes.map(({ id }) => id)), 'database.example.com')) {
      problems.add('driver: the person names the server, so the scope net:* has to ask for it')
    }
  },
}

function checkScopes({ scopes, connectors }: Plugin, problems: Problems) {
  if (Object.values(connectors ?? {}).some(({ kind }) => kind === 'database')) {
    return
  }
  const called = Object.values(connectors ?? {}).filter(({ kind }) => kind === 'api')
  for (const host of unusedHosts(scopes, called as ApiConnector[])) {
    problems.add(`scopes asks for net:${host}, and nothing uses it`)
  }
}

function checkMinorUnits({ minorUnits = {} }: WebhookConnector, problems: Problems) {
  for (const code of Object.keys(minorUnits).filter((each) => !/^[A-Z]{3}$/.test(each))) {
    problems.add(`minorUnits.${code} must be a currency code in capitals, like ISK`)
  }
}

/** The first rule that fits decides, also about answers that are good. */
function checkErrors({ http: { errors = [] } }: ApiConnector, problems: Problems) {
  errors.forEach(({ status, when }, place) => {
    const good = status?.find((each) => each < 300)
    if (when === undefined && good !== undefined) {
      problems.add(
        `http.errors.${place} makes every answer ${good} a failure; \`when\` has to tell`
      )
    }
    if (when === undefined && status === undefined) {
      problems.add(`http.errors.${place} fits no answer; give it \`status\` or \`when\``)
    }
  })
}

const SECRET_NAME = /secret|token|password|key/i

/** Settings are stored as they are and shown in forms; only the fields of a way of signing in are sealed. */
function checkOpenSettings(settings: ObjectSchema | undefined, problems: Problems) {
  for (const [name, { format }] of Object.entries(settings?.properties ?? {})) {
    if (format === 'secret') {
      problems.add(`settings.${name} is a secret, and only the fields of auth are encrypted`)
    }
  }
  checkSandboxValues(settings, problems)
}

/** What a source is tried with has to fit as well. */
function checkSandboxValues(settings: ObjectSchema | undefined, problems: Problems) {
  const tried = checkSettings(settings, sandboxSettings(settings, {}))
  for (const [name, problem] of Object.entries(tried.status === 'invalid' ? tried.problems : {})) {
    if (settings?.properties[name].sandbox !== undefined) {
      problems.add(`settings.${name}.sandbox: ${problem}`)
    }
  }
}

function checkSecrets({ auth }: ApiConnector, problems: Problems) {
  for (const [name, method] of Object.entries(auth)) {
    const fields = 'fields' in method ? method.fields : {}
    const client = 'clientFields' in method ? method.clientFields : {}
    for (const [field, { secret }] of Object.entries({ ...fields, ...client })) {
      if (!secret && SECRET_NAME.test(field)) {
        problems.add(`auth.${name}.fields.${field} looks like a secret and is not marked as one`)
      }
    }
  }
}
