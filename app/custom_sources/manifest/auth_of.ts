import type { Auth } from '#kit'
import type { DesignAuth } from '../design.js'
import { plain } from './expressions.js'

/** Name of the one way of signing in. */
export const AUTH = 'key'

const secret = (label: string) => ({ label, secret: true as const })

/** The way of signing in, with the fields that a person fills in and the vault keeps. */
export function authOf(auth: DesignAuth): Auth {
  switch (auth.kind) {
    case 'none':
      return { kind: 'none' }
    case 'apiKey':
      return keyIn(auth.in === 'header' ? 'headers' : 'query', auth.name)
    case 'bearer':
      return {
        kind: 'apiKey',
        fields: { apiKey: secret('Token') },
        headers: { Authorization: 'Bearer {credentials.apiKey}' },
      }
    case 'basic':
      return {
        kind: 'basic',
        fields: { user: { label: 'User name' }, password: secret('Password') },
        user: '{credentials.user}',
        password: '{credentials.password}',
      }
    case 'client':
      return {
        kind: 'clientCredentials',
        fields: { clientId: { label: 'Client ID' }, clientSecret: secret('Client secret') },
        token: plain(auth.token),
        clientId: '{credentials.clientId}',
        clientSecret: '{credentials.clientSecret}',
        ...(auth.scope ? { scope: auth.scope } : {}),
      }
  }
}

const keyIn = (place: 'headers' | 'query', name: string): Auth => ({
  kind: 'apiKey',
  fields: { apiKey: secret('API key') },
  [place]: { [name]: '{credentials.apiKey}' },
})
