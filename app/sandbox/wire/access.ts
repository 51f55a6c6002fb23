import type { SandboxRequest, SandboxWorld, VendorWire, WireAuth, WireProblemName } from '#kit'
import { WireProblem } from './problem.js'
import { checkSignature } from './signature.js'

/** Who calls: the login of a consent and its scopes, where the way in is OAuth. */
export interface Caller {
  login: string
  scope?: string
}

type Verdict = { caller: Caller } | { problem: WireProblemName; message: string }

const NAMESPACE = /_ns_(\w+)$/

const waysOf = ({ auth }: Pick<VendorWire, 'auth'>): WireAuth[] => [auth].flat()

/** Lets the request in by one of the wire's ways, or throws what the vendor would say. */
export function admit(wire: VendorWire, request: SandboxRequest, world: SandboxWorld): Caller {
  const verdicts = waysOf(wire).map((way) => judge(way, request, world))
  const good = verdicts.find((verdict) => 'caller' in verdict)
  if (good) {
    return good.caller
  }
  const problems = verdicts.filter((verdict) => 'problem' in verdict)
  const { problem, message } =
    problems.find((verdict) => verdict.problem !== 'unauthorized') ?? problems[0]
  throw new WireProblem(problem, 'credentials', message)
}

function judge(way: WireAuth, request: SandboxRequest, world: SandboxWorld): Verdict {
  if ('kind' in way) {
    return { caller: { login: '' } }
  }
  if ('signed' in way) {
    return checkSignature(way, request)
      ? { caller: { login: '' } }
      : {
          problem: 'badSignature',
          message: `the signature in ${'in' in way ? way.in : 'the header'} does not fit the request`,
        }
  }
  return 'oauth' in way ? judgeToken(way, request, world) : judgeKey(way, request, world)
}

function judgeToken(
  way: Extract<WireAuth, { oauth: true }>,
  request: SandboxRequest,
  world: SandboxWorld
): Verdict {
  const grant = world.grantOf(tokenIn(way, request) ?? '')
  if (grant.status === 'valid') {
    return { caller: grant }
  }
  const problem = grant.status === 'unknown' ? 'unauthorized' : grant.status
  return { problem, message: `the access token is ${grant.status}` }
}

function judgeKey(
  way: Extract<WireAuth, { accepts: string }>,
  request: SandboxRequest,
  world: SandboxWorld
): Verdict {
  const key = keyIn(way, request)
  if (key === undefined) {
    return { problem: 'unauthorized', message: 'the request carries no key' }
  }
  if (world.isRevoked(key)) {
    return { problem: 'revoked', message: 'the key was revoked' }
  }
  if (key.replace(NAMESPACE, '') === way.accepts) {
    return { caller: { login: key } }
  }
  const problem = way.refuses?.[key] ?? 'unauthorized'
  return { problem, message: 'the key is not known' }
}

const tokenIn = (
  { header, query }: { header?: string; query?: string },
  request: SandboxRequest
) =>
  query
    ? keyIn({ query: query.replace('{token}', '{key}') }, request)
    : keyIn(
        { header: (header ?? 'Authorization: Bearer {token}').replace('{token}', '{key}') },
        request
      )

/** The part of the request that stands where the pattern says `{key}`. */
function keyIn(
  way: { header?: string; query?: string; basic?: string },
  { headers, query }: SandboxRequest
): string | undefined {
  if (way.header) {
    const [, name, pattern] = /^([^:]+):\s*(.*)$/.exec(way.header)!
    return within(headers[name.toLowerCase()], pattern)
  }
  if (way.query) {
    const [name, pattern] = way.query.split('=')
    return within(query.get(name) ?? undefined, pattern)
  }
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1]
  return basic && within(Buffer.from(basic, 'base64').toString('utf8'), way.basic!)
}

function within(text: string | undefined, pattern: string): string | undefined {
  const escaped = pattern.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
  const expression = escaped.replace(String.raw`\*`, '.*').replace('{key}', '(.+)')
  return new RegExp(`^${expression}$`, 'i').exec(text ?? '')?.[1]
}

/** The test namespace that the key carries. */
export function namespaceIn(wire: VendorWire, request: SandboxRequest): string | undefined {
  for (const way of waysOf(wire)) {
    const key = 'accepts' in way ? keyIn(way, request) : undefined
    const namespace = NAMESPACE.exec(key ?? '')?.[1]
    if (namespace) {
      return namespace
    }
  }
  return undefined
}

/** The access token that the request carries, wherever the vendor wants it. */
export function tokenOf(wire: VendorWire, request: SandboxRequest): string {
  const ways = waysOf(wire).filter((way) => 'oauth' in way)
  return ways.map((way) => tokenIn(way, request)).find((token) => token !== undefined) ?? ''
}
