import type { SandboxRequest, VendorSandbox } from '#kit'
import { isForAuthorization } from './credentials.js'
import { hostFits } from './hosts.js'

/**
 * The vendor that answers: several plugins may share a host, and then each has its own paths. What belongs to none is refused by
 * the first of them, as the vendor would.
 */
export function vendorOf(
  request: SandboxRequest,
  vendors: VendorSandbox[]
): VendorSandbox | undefined {
  const onHost = vendors.filter(({ hosts }) => hosts.some((host) => hostFits(host, request.host)))
  const authorizing = onHost.filter(({ oauth }) => isForAuthorization(request, oauth))
  if (authorizing.length > 0) {
    const client = clientIdOf(request)
    const own = authorizing.filter(({ oauth }) => client !== undefined && client in oauth!.clients)
    return own.length > 0 ? asOne(own) : authorizing[0]
  }
  return onHost.find((vendor) => vendor.serves?.(request) ?? true) ?? onHost[0]
}

/** Sources of one vendor share its authorization server, which knows the people of all of them. */
function asOne([first, ...others]: VendorSandbox[]): VendorSandbox {
  const revokedLogins = [first, ...others].flatMap(({ oauth }) => oauth!.revokedLogins)
  return others.length === 0 ? first : { ...first, oauth: { ...first.oauth!, revokedLogins } }
}

/** The client that asks the authorization server, wherever it names itself. */
export function clientIdOf(request: SandboxRequest): string | undefined {
  const form = formOf(request)
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const [user] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : []
  return (
    (user && decodeURIComponent(user)) ??
    form.get('client_id') ??
    request.query.get('client_id') ??
    undefined
  )
}

/** The parameters of a request to the authorization server: a form as RFC 6749 says, or JSON as some vendors want. */
export function formOf({ headers, body, query, method }: SandboxRequest): URLSearchParams {
  if (method === 'GET') {
    return query
  }
  const isJson = (headers['content-type'] ?? '').includes('json')
  return new URLSearchParams(isJson ? (JSON.parse(body || '{}') as Record<string, string>) : body)
}
