import env from '#start/env'

export type SignInProvider = 'google' | 'microsoft' | 'linkedin' | 'github' | 'facebook'

/** A client that the operator registered with a provider; the addresses are set by tests only. */
export interface SignInClient {
  clientId: string
  clientSecret: string
  authorizeUrl?: string
  accessTokenUrl?: string
  userInfoUrl?: string
  userEmailUrl?: string
}

const clientOf = (id?: string, secret?: { release(): string }): SignInClient | undefined =>
  id && secret ? { clientId: id, clientSecret: secret.release() } : undefined

/** Sign-in with an account of another provider. One without a client is not offered. */
export const signInProviders: Partial<Record<SignInProvider, SignInClient>> = {
  google: clientOf(env.get('SIGN_IN_GOOGLE_ID'), env.get('SIGN_IN_GOOGLE_SECRET')),
  microsoft: clientOf(env.get('SIGN_IN_MICROSOFT_ID'), env.get('SIGN_IN_MICROSOFT_SECRET')),
  linkedin: clientOf(env.get('SIGN_IN_LINKEDIN_ID'), env.get('SIGN_IN_LINKEDIN_SECRET')),
  github: clientOf(env.get('SIGN_IN_GITHUB_ID'), env.get('SIGN_IN_GITHUB_SECRET')),
  facebook: clientOf(env.get('SIGN_IN_FACEBOOK_ID'), env.get('SIGN_IN_FACEBOOK_SECRET')),
}
