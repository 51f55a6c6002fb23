import type { Auth } from '#kit'
import type { Rig } from './rig.js'
import { everything } from './rows.js'

const FORM_FIELDS = ['refresh_token', 'client_secret', 'code', 'code_verifier']

/** Shorter texts occur by chance. */
const SHORTEST = 12

/** Every secret that was really sent: in headers, forms and queries, and what the manifest says opens the sandbox. */
export function secretsOf({ heard, connector, sample }: Rig): string[] {
  const sent = heard.flatMap(({ headers, body }) => {
    const form = new URLSearchParams(body.startsWith('{') ? '' : body)
    const bearer = (headers.authorization ?? '').replace(/^\w+ /, '')
    return [bearer, ...FORM_FIELDS.map((name) => form.get(name) ?? '')]
  })
  const declared = declaredSecrets(connector.definition.auth[sample.auth])
  const given = Object.values(sample.credentials ?? {})
  return [...new Set([...sent, ...declared, ...given])].filter(({ length }) => length >= SHORTEST)
}

function declaredSecrets(auth: Auth): string[] {
  if (auth.kind === 'oauth2') {
    return [auth.sandbox?.clientSecret ?? '', ...Object.values(auth.sandbox?.fields ?? {})]
  }
  return auth.kind === 'none' ? [] : Object.values(auth.sandbox ?? {})
}

/** Where one of the secrets is found; the sealed credentials are looked through as well. */
export async function leaksIn(
  rig: Rig,
  { secrets, log }: { secrets: string[]; log: string[] }
): Promise<string[]> {
  const places = new Map([['the log', log.join('\n')], ...(await everything(rig))])
  return [...places].filter(([, text]) => secrets.some((each) => text.includes(each))).map(first)
}

const first = ([place]: [string, string]) => place

export function hostsOfScopes({ manifest }: Rig): string[] {
  return manifest.scopes.flatMap(({ id }) => (id.startsWith('net:') ? [id.slice(4)] : []))
}
