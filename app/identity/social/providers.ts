import type { HttpContext } from '@adonisjs/core/http'
import type { AllyDriverContract, Oauth2AccessToken } from '@adonisjs/ally/types'
import { FacebookDriver } from '@adonisjs/ally/drivers/facebook'
import { GithubDriver } from '@adonisjs/ally/drivers/github'
import { GoogleDriver } from '@adonisjs/ally/drivers/google'
import { LinkedInOpenidConnectDriver } from '@adonisjs/ally/drivers/linked_in_openid_connect'
import { signInProviders, type SignInClient, type SignInProvider } from '#config/sign_in_providers'
import { appUrl } from '#config/app'
import { Refusal } from '#foundation'
import { MicrosoftDriver } from '#identity/social/microsoft_driver'

type Driver = AllyDriverContract<Oauth2AccessToken, string>
type Config = SignInClient & { callbackUrl: string }

interface Provider {
  name: string
  open: (ctx: HttpContext, config: Config) => Driver
  /**
   * Whether what it says of an address being verified is a proof of whose mailbox it is. Facebook says it of the account, and
   * in Microsoft's directories an administrator writes any address.
   */
  vouches: boolean
}

const as = (driver: unknown) => driver as Driver

export const PROVIDERS: Record<SignInProvider, Provider> = {
  google: {
    name: 'Google',
    vouches: true,
    open: (ctx, config) => as(new GoogleDriver(ctx, config)),
  },
  microsoft: {
    name: 'Microsoft',
    vouches: false,
    open: (ctx, config) => as(new MicrosoftDriver(ctx, config)),
  },
  linkedin: {
    name: 'LinkedIn',
    vouches: true,
    open: (ctx, config) => as(new LinkedInOpenidConnectDriver(ctx, config)),
  },
  github: {
    name: 'GitHub',
    vouches: true,
    open: (ctx, config) => as(new GithubDriver(ctx, { ...config, scopes: ['user:email'] })),
  },
  facebook: {
    name: 'Facebook',
    vouches: false,
    open: (ctx, config) => as(new FacebookDriver(ctx, config)),
  },
}

let clients = signInProviders

/** Replaces the configured clients, for an emulator. Answers a function that puts them back. */
export function useSignInClients(others: typeof signInProviders): () => void {
  clients = others
  return () => {
    clients = signInProviders
  }
}

/** Those that the operator registered a client with: no other is offered. */
export function offeredProviders(): { id: SignInProvider; name: string }[] {
  const ids = Object.keys(PROVIDERS) as SignInProvider[]
  return ids.filter((id) => clients[id]).map((id) => ({ id, name: PROVIDERS[id].name }))
}

/** The provider that an address names, ready for this request. */
export function openProvider(ctx: HttpContext, id: string) {
  const client = clients[id as SignInProvider]
  if (!client) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'This installation has no sign-in with that provider. Sign in with your password.',
    })
  }
  const { name, vouches, open } = PROVIDERS[id as SignInProvider]
  const callbackUrl = new URL(`/login/with/${id}/callback`, appUrl).href
  return { id: id as SignInProvider, name, vouches, driver: open(ctx, { ...client, callbackUrl }) }
}
