import type { SampleAdAccount, SandboxRequest, SandboxWorld } from '#kit'
import { Rejected } from './errors.js'
import type { Customer } from './rows.js'

const DEVELOPER_TOKEN = 'sandbox-developer-token'

/** The manager account above the advertising accounts. It has no campaigns. */
const MANAGER: SampleAdAccount = {
  id: '4115550000',
  platform: 'search_ads',
  name: 'Harbor Coffee Group',
  currency: 'EUR',
  timeZone: 'Europe/Amsterdam',
  campaigns: [],
}

/** An account without campaigns that only the agency of former days reaches. */
const FORMER: SampleAdAccount = {
  ...MANAGER,
  id: '4115550303',
  name: 'Harbor Coffee (former agency)',
}

/** Accounts that a person can reach without going through a manager. */
const DIRECT_ACCESS: Record<string, string[]> = {
  'marketing@harbor-coffee.example': ['4115550101', '4115550202', MANAGER.id],
  'agency@lighthouse.example': [MANAGER.id],
  'former-agency@tideline.example': [FORMER.id],
}

/**
 * Who calls: https://developers.google.com/google-ads/api/rest/auth. Both the person's access token and
 * the application's developer token have to be good.
 */
export function authenticate({ headers }: SandboxRequest, world: SandboxWorld): string {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  const grant = token ? world.grantOf(token) : { status: 'unknown' as const }
  if (grant.status !== 'valid') {
    throw new Rejected(401)
  }
  const developerToken = headers['developer-token']
  if (!developerToken) {
    throw new Rejected(400, {
      errorCode: { requestError: 'DEVELOPER_TOKEN_PARAMETER_MISSING' },
      message: 'Developer token parameter is required when making this request.',
    })
  }
  if (developerToken !== DEVELOPER_TOKEN) {
    throw new Rejected(401, {
      errorCode: { authenticationError: 'DEVELOPER_TOKEN_INVALID' },
      message: 'The developer token is not valid.',
    })
  }
  return grant.login
}

export const accessibleCustomers = (login: string) => DIRECT_ACCESS[login] ?? []

/** The account that the path names, if the person can reach it directly or through the named manager. */
export function findCustomer(
  id: string,
  { login, headers }: { login: string; headers: Record<string, string> },
  world: SandboxWorld
): Customer {
  const accounts = world.business.adAccounts.filter(({ platform }) => platform === 'search_ads')
  const through = headers['login-customer-id']
  const reachable = accessibleCustomers(login)
  const isReachable = through
    ? reachable.includes(through) && (through === MANAGER.id || through === id)
    : reachable.includes(id)
  const account = [MANAGER, FORMER, ...accounts].find((each) => each.id === id)
  if (!account || !isReachable) {
    throw new Rejected(403, {
      errorCode: { authorizationError: 'USER_PERMISSION_DENIED' },
      message:
        "User doesn't have permission to access customer. Note: If you're accessing a client customer, the manager's customer id must be set in the 'login-customer-id' header. See https://developers.google.com/google-ads/api/docs/concepts/call-structure#cid",
    })
  }
  const isManager = id === MANAGER.id
  return { account, isManager, clients: isManager ? accounts : [] }
}
