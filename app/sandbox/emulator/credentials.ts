import type { SandboxOAuth, SandboxRequest, VendorSandbox } from '#kit'
import { readToken } from './tokens.js'

export const DEFAULT_NAMESPACE = 'default'

/** The token of an `Authorization: Bearer` header, or nothing. */
export function bearerOf({ headers }: SandboxRequest): string {
  return /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
}

/**
 * Which test, or which part of the sandbox, a request belongs to. Credentials carry it, so that the
 * caller needs no knowledge of the emulator; a header is for requests that have none yet.
 */
export function namespaceOf(request: SandboxRequest, vendor: VendorSandbox): string {
  return (
    request.headers['x-emulator-namespace'] ??
    oauthNamespace(request) ??
    vendor.namespaceOf?.(request) ??
    request.query.get('emulator_namespace') ??
    DEFAULT_NAMESPACE
  )
}

function oauthNamespace(request: SandboxRequest): string | undefined {
  const form = new URLSearchParams(request.body)
  const token =
    readToken(bearerOf(request), 'access') ??
    readToken(form.get('code') ?? '', 'code') ??
    readToken(form.get('refresh_token') ?? '', 'refresh')
  return token?.namespace
}

/** Whether the request is for the authorization server, which may share its host with the API. */
export function isForAuthorization({ host, path }: SandboxRequest, oauth?: SandboxOAuth): boolean {
  return [oauth?.authorize, oauth?.token, oauth?.revoke].includes(`https://${host}${path}`)
}
