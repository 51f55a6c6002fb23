import type { Accounts, ApiConnector } from '#kit'
import { compileExpression, type Evaluate } from '#shared/expressions/expression'
import { isTimeZone } from '#shared/time_zones'
import { compileList } from './compile_list.js'
import type { CompiledAccounts, RequestScope } from './calls.js'

/** Compiles the list of the vendor's accounts. */
export function compileAccounts(accounts: Accounts, http: ApiConnector['http']): CompiledAccounts {
  const field = (source = 'null') => compileExpression(source, 'account')
  const [id, name, currency] = [accounts.id, accounts.name, accounts.currency].map(field)
  const zone = field(accounts.timeZone)
  const when = field(accounts.when ?? 'true')
  const attributes = values(accounts.attributes ?? {})
  const secrets = values(accounts.secrets ?? {})
  const { parents } = accounts
  const fields = values(parents?.fields ?? {})
  const read: CompiledAccounts['read'] = (record, { parent, settings, token }: RequestScope) => {
    const scope = { record, parent, settings, token }
    const externalId = textOf(id(scope))
    if (when(scope) !== true || !externalId) {
      return null
    }
    return {
      id: externalId,
      name: textOf(name(scope)) ?? externalId,
      currency: currencyOf(currency(scope)),
      timeZone: zoneOf(zone(scope)),
      attributes: attributes(scope),
      secrets: texts(secrets(scope)),
    }
  }
  const readParent = (record: unknown) => fields({ record, parent: null, settings: {}, token: {} })
  return {
    ...compileList(accounts, http),
    ...(parents ? { parents: { ...compileList(parents, http), read: readParent } } : {}),
    read,
  }
}

function values(expressions: Record<string, string>) {
  const readers: [string, Evaluate][] = Object.entries(expressions).map(([name, source]) => [
    name,
    compileExpression(source, 'account'),
  ])
  return (scope: Record<string, unknown>) =>
    Object.fromEntries(readers.map(([name, read]) => [name, read(scope) ?? null]))
}

function texts(found: Record<string, unknown>): Record<string, string> {
  const given = Object.entries(found).filter(([, value]) => value !== null && value !== '')
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value)
}

function currencyOf(value: unknown): string | null {
  const code = textOf(value)?.toUpperCase() ?? ''
  return /^[A-Z]{3}$/.test(code) ? code : null
}

function zoneOf(value: unknown): string | null {
  const zone = textOf(value)
  return zone && isTimeZone(zone) ? zone : null
}
