import { opaqueId, type SandboxRequest } from '#kit'
import { Rejected } from './errors.js'

/** https://docs.stripe.com/api/webhook_endpoints : the secret is told once, when the endpoint is created. */
export function webhookEndpoint({ method, path, body }: SandboxRequest) {
  const id = path.split('/')[3]
  if (method === 'DELETE' && id) {
    return { id, object: 'webhook_endpoint', deleted: true }
  }
  const form = new URLSearchParams(body)
  const url = form.get('url') ?? ''
  const events = [...form]
    .filter(([name]) => name.startsWith('enabled_events['))
    .map(([, type]) => type)
  if (!/^https?:/.test(url) || events.length === 0) {
    throw new Rejected(400, {
      type: 'invalid_request_error',
      param: url ? 'enabled_events' : 'url',
      message: 'Missing required param.',
    })
  }
  return {
    id: `we_${opaqueId(url, 24)}`,
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: 1_784_560_000,
    description: form.get('description'),
    enabled_events: events,
    livemode: false,
    metadata: {},
    secret: secretOf(url),
    status: 'enabled',
    url,
  }
}

/** What deliveries to this address are signed with. */
export const secretOf = (url: string) => `whsec_${opaqueId(`secret of ${url}`, 32)}`

/** The only objects that a program may write here. */
export const isEndpointChange = ({ method, path }: SandboxRequest) =>
  method !== 'GET' && path.split('/')[2] === 'webhook_endpoints'
