import type { HttpContext } from '@adonisjs/core/http'
import { Oauth2Driver } from '@adonisjs/ally'
import type {
  Oauth2AccessToken,
  Oauth2DriverConfig,
  RedirectRequestContract,
} from '@adonisjs/ally/types'

interface UserInfo {
  sub: string
  name?: string
  email?: string
}

/**
 * Work, school and personal accounts of Microsoft (learn.microsoft.com/entra/identity-platform/userinfo). Anybody who runs a
 * directory there can give an account any e-mail address, so none of them counts as verified.
 */
export class MicrosoftDriver extends Oauth2Driver<Oauth2AccessToken, string> {
  protected authorizeUrl = 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize'
  protected accessTokenUrl = 'https://login.microsoftonline.com/common/oauth2/v2.0/token'
  protected userInfoUrl = 'https://graph.microsoft.com/oidc/userinfo'
  protected codeParamName = 'code'
  protected errorParamName = 'error'
  protected stateCookieName = 'microsoft_oauth_state'
  protected stateParamName = 'state'
  protected scopeParamName = 'scope'
  protected scopesSeparator = ' '

  constructor(
    ctx: HttpContext,
    readonly settings: Oauth2DriverConfig & { userInfoUrl?: string }
  ) {
    super(ctx, settings)
    this.loadState()
  }

  protected configureRedirectRequest(request: RedirectRequestContract<string>) {
    request.scopes(['openid', 'profile', 'email'])
    request.param('response_type', 'code')
  }

  accessDenied() {
    return this.getError() === 'access_denied'
  }

  async user() {
    const token = await this.accessToken()
    return { ...(await this.profile(token.token)), token }
  }

  async userFromToken(token: string) {
    return { ...(await this.profile(token)), token: { token, type: 'bearer' as const } }
  }

  private async profile(token: string) {
    const request = this.httpClient(this.settings.userInfoUrl ?? this.userInfoUrl)
    request.header('Authorization', `Bearer ${token}`).parseAs('json')
    const original = (await request.get()) as UserInfo
    return {
      id: original.sub,
      nickName: original.name ?? '',
      name: original.name ?? '',
      email: original.email ?? null,
      emailVerificationState: 'unsupported' as const,
      avatarUrl: null,
      original,
    }
  }
}
