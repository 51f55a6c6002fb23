import router from '@adonisjs/core/services/router'
import { newId } from '#foundation'

/** What a route asks of who calls it, as its middleware names it. */
export interface GuardedRoute {
  method: string
  pattern: string
  asksSignIn: boolean
  asksOperator: boolean
  /** Takes a sign-in, or a confirmation, of the last minutes. */
  asksConfirmation: boolean
  isTenant: boolean
  permissions: string[]
  asksKey: boolean
  scopes: string[]
}

interface NamedMiddleware {
  name?: string
  args?: unknown
}

/** Every route there is, from the router: one that is added tomorrow is among them. */
export function everyRoute(): GuardedRoute[] {
  return Object.values(router.toJSON())
    .flat()
    .flatMap(({ methods, pattern, middleware }) => {
      const named = [...middleware.all()] as NamedMiddleware[]
      const argsOf = (wanted: string) =>
        named.filter(({ name }) => name === wanted).map(({ args }) => [args].flat()[0] as string)
      const guards = {
        asksSignIn: argsOf('signedIn').length > 0,
        asksOperator: argsOf('operatorsOnly').length > 0,
        asksConfirmation: argsOf('recentlyConfirmed').length > 0,
        isTenant: argsOf('tenant').length > 0,
        permissions: argsOf('allow'),
        asksKey: argsOf('apiKey').length > 0,
        scopes: argsOf('requireScope'),
      }
      return methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({ method, pattern, ...guards }))
    })
}

export const nameOf = ({ method, pattern }: { method: string; pattern: string }) =>
  `${method} ${pattern}`

const PART = /:([a-z_A-Z]+)\??/g

export const partsOf = (pattern: string) => [...pattern.matchAll(PART)].map(([, part]) => part)

/** What an address cannot go without besides its parts. */
const QUERIES: Record<string, string> = {
  '/o/:organization/explore/export.csv': '?metrics=clicks',
  '/o/:organization/annotations/happened': '?from=2026-01-01&to=2026-01-31',
  '/o/:organization/explore/export.xlsx': '?metrics=clicks',
}

/** Answers that never end; what they hold is tested where they are. */
export const isEndless = ({ pattern }: { pattern: string }) => pattern.endsWith('/events/stream')

/** Parts that take no id. */
const EXAMPLES: Record<string, string> = { number: '1', format: 'csv', kind: 'logo' }

/** The address of a route. Parts without a value name something that does not exist. */
export function addressOf(pattern: string, values: Record<string, string> = {}): string {
  // A source that was described has pages of its own.
  const isDescribed = pattern.includes('/custom-sources/') && values.described
  const known = isDescribed ? { ...values, connection: values.described } : values
  const path = pattern.replaceAll(
    PART,
    (_, part: string) => known[part] ?? EXAMPLES[part] ?? newId()
  )
  return path + (QUERIES[pattern] ?? '')
}
