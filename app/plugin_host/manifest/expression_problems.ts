import type {
  ApiConnector,
  ApiKey,
  Auth,
  Basic,
  Call,
  EntityMapping,
  ErrorRule,
  Stream,
} from '#kit'
import type { Place } from '../expressions/environment.js'
import { compileExpression } from '../expressions/expression.js'
import { compilePath } from '../expressions/paths.js'
import { compileBody, compileTemplate } from '../expressions/template.js'
import type { Problems } from './problems.js'

/** Compiles everything in a connector that is compiled later, so that a mistake is found at load. */
export function checkExpressions(connector: ApiConnector, problems: Problems) {
  const check = (place: string, source: string | undefined, scope: Place) => {
    if (source !== undefined) {
      problems.attempt(place, () => void compileExpression(source, scope))
    }
  }
  checkHttp(connector, problems)
  checkAccounts(connector, problems)
  for (const [name, stream] of Object.entries(connector.streams)) {
    const place = `streams.${name}`
    checkCall(stream, place, problems)
    checkPaths(stream, place, problems)
    for (const [part, source] of sourcesOf(stream)) {
      check(`${place}.${part}`, source, 'record')
    }
    if (stream.totals) {
      checkCall(stream.totals, `${place}.totals`, problems)
    }
  }
}

function checkHttp({ http, check, auth }: ApiConnector, problems: Problems) {
  for (const [name, value] of Object.entries(http.headers ?? {})) {
    problems.attempt(`http.headers.${name}`, () => void compileTemplate(value, 'request'))
  }
  checkErrorRules(http.errors ?? [], problems)
  checkCall(check, 'check', problems)
  for (const [name, method] of Object.entries(auth)) {
    for (const template of authTemplates(method)) {
      problems.attempt(`auth.${name}`, () => void compileTemplate(template, 'signature'))
    }
  }
}

function checkErrorRules(rules: ErrorRule[], problems: Problems) {
  for (const [index, { when = 'true', wait = 'null' }] of rules.entries()) {
    problems.attempt(`http.errors.${index}.when`, () => void compileExpression(when, 'response'))
    problems.attempt(`http.errors.${index}.wait`, () => void compileExpression(wait, 'response'))
  }
}

/** What may hold holes in a way of signing in, whatever its kind. */
function authTemplates(method: Auth): string[] {
  const { header, query, user, password } = method as Partial<ApiKey & Basic>
  return [header?.[1], query?.[1], user, password].filter((each) => each !== undefined)
}

function checkAccounts({ accounts }: ApiConnector, problems: Problems) {
  if (!accounts) {
    return
  }
  checkCall(accounts, 'accounts', problems)
  const { id, name, currency, timeZone, when, attributes, parents } = accounts
  const sources = { id, name, currency, timeZone, when, ...attributes, ...parents?.fields }
  for (const [part, source] of Object.entries(sources)) {
    if (source !== undefined) {
      problems.attempt(`accounts.${part}`, () => void compileExpression(source, 'account'))
    }
  }
  if (parents) {
    checkCall(parents, 'accounts.parents', problems)
  }
}

function checkCall({ get, post, query, body }: Call, place: string, problems: Problems) {
  if ((get === undefined) === (post === undefined)) {
    problems.add(`${place} must have either get or post`)
  }
  for (const template of [get, post, ...Object.values(query ?? {}).flat()]) {
    problems.attempt(place, () => void compileTemplate(template ?? '', 'request'))
  }
  problems.attempt(`${place}.body`, () => void compileBody(body, 'request'))
}

function checkPaths(stream: Stream, place: string, problems: Problems) {
  const updates = (stream.updates ?? []).map(({ record }) => record)
  for (const path of [stream.records, stream.key, stream.drop ?? [], updates].flat()) {
    problems.attempt(place, () => void compilePath(path))
  }
}

type Source = [part: string, source: string | undefined]

function sourcesOf({ entity, facts, events, totals, updates }: Stream): Source[] {
  const { entity: counted, dimensions, metrics, mode, feeds, ...plain } = facts ?? {}
  const { properties, ...moment } = events ?? {}
  return [
    ...entitySources('entity', entity),
    ...entitySources('facts.entity', counted),
    ...prefixed('facts', { ...plain, ...dimensions, ...metrics } as Record<string, string>),
    ...prefixed('events', { ...moment, ...properties } as Record<string, string>),
    ...prefixed('totals', { ...totals?.metrics, currency: totals?.currency, when: totals?.when }),
    ...(updates ?? []).map(({ when }, index): Source => [`updates.${index}.when`, when]),
  ]
}

function entitySources(place: string, entity: EntityMapping | undefined): Source[] {
  if (!entity) {
    return []
  }
  const ancestors = (entity.ancestors ?? []).flatMap(({ kind, id, name }): Source[] => [
    [`${place}.${kind}.id`, id],
    [`${place}.${kind}.name`, name],
  ])
  const own = prefixed(place, { id: entity.id, name: entity.name, ...entity.attributes })
  return [...own, ...ancestors]
}

function prefixed(place: string, sources: Record<string, string | undefined>): Source[] {
  return Object.entries(sources).map(([part, source]) => [`${place}.${part}`, source])
}
