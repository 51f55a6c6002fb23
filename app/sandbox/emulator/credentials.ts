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
    oauthNamespace(request, tokenFrom(request, vendor)) ??
    vendor.namespaceOf?.(request) ??
    request.query.get('emulator_namespace') ??
    DEFAULT_NAMESPACE
  )
}

/** The access token, wherever this vendor wants it. */
export const tokenFrom = (request: SandboxRequest, vendor: VendorSandbox): string =>
  vendor.tokenOf?.(request) || bearerOf(request)

function oauthNamespace(request: SandboxRequest, access: string): string | undefined {
  const form = new URLSearchParams(request.body)
  const token =
    readToken(access, 'access') ??
    readToken(form.get('code') ?? '', 'code') ??
    readToken(form.get('refresh_token') ?? '', 'refresh')
  return token?.namespace
}

/** Whether the request is for the authorization server, which may share its host with the API. */
export function isForAuthorization({ host, path }: SandboxRequest, oauth?: SandboxOAuth): boolean {
  return [oauth?.authorize, oauth?.token, oauth?.revoke].some((address) =>
    isAddress(`https://${host}${path}`, address)
  )
}

/** `{…}` in an address stands for one label or segment: a tenant's own host, a version. */
export function isAddress(address: string, pattern: string | undefined): boolean {
  if (!pattern?.includes('{')) {
    return address === pattern
  }
  const source = pattern
    .split(/\{\w+\}/)
    .map((text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`))
    .join('[^/.]+')
  return new RegExp(`^${source}$`).test(address)
}
