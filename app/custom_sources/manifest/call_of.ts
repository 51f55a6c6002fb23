import { Refusal } from '#foundation'
import type { Call, Page } from '#kit'
import type { DayFormat, DesignStream, Pair } from '../design.js'
import { plain } from './expressions.js'

/** The days that are asked for, in each notation. The upper instant is excluded. */
const DAYS: Record<DayFormat, { from: string; to: string }> = {
  date: { from: '{window.from}', to: '{window.to}' },
  iso: { from: '{window.fromIso}', to: '{window.toIso}' },
  unix: { from: '{window.fromUnix}', to: '{window.toUnix}' },
  millis: { from: '{window.fromUnix * 1000}', to: '{window.toUnix * 1000}' },
  yyyymmdd: {
    from: '{replace(window.from, "-", "")}',
    to: '{replace(window.to, "-", "")}',
  },
}

/** The call that answers a stream's list. */
export function callOf(stream: DesignStream): Call {
  const { method, path, graphql, body } = stream
  const route = plain(path)
  const query = queryOf(stream)
  return {
    ...(method === 'GET' && !graphql ? { get: route } : { post: route }),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(graphql
      ? { graphql: { query: graphql.query, variables: variablesOf(stream) } }
      : body !== null && method === 'POST'
        ? { body: escaped(jsonOf(body, 'body')) }
        : {}),
  }
}

/** What paging sends itself is left out, or it would stand there twice. */
function queryOf({
  query,
  window,
  page,
  graphql,
}: DesignStream): Record<string, string | string[]> {
  const taken = new Set(parametersOf(page))
  const days = window && !graphql ? daysOf(window) : []
  const own = query.filter(({ name }) => !taken.has(name) && !days.some((day) => day.name === name))
  const texts = own.map(({ name, value }) => ({ name, value: plain(value) }))
  return byName([...texts, ...days])
}

function daysOf({ from, to, format }: NonNullable<DesignStream['window']>): Pair[] {
  const value = DAYS[format]
  return [{ name: from, value: value.from }, ...(to ? [{ name: to, value: value.to }] : [])]
}

/** A name that was typed twice is sent twice. */
function byName(pairs: Pair[]): Record<string, string | string[]> {
  const groups = Object.entries(Object.groupBy(pairs, ({ name }) => name))
  return Object.fromEntries(
    groups.map(([name, group]) => {
      const values = group!.map(({ value }) => value)
      return [name, values.length === 1 ? values[0] : values]
    })
  )
}

const NAMES = ['parameter', 'sizeParameter', 'offsetParameter', 'pageParameter'] as const

const parametersOf = (page: Page): string[] =>
  NAMES.flatMap((name) => (page as Partial<Record<(typeof NAMES)[number], string>>)[name] ?? [])

/** Variables of the query; those that ask for days are filled in, and paging fills in its own. */
function variablesOf({ graphql, window }: DesignStream): unknown {
  const variables = jsonOf(graphql!.variables || '{}', 'variables')
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) {
    throw notJson('variables')
  }
  const days = window
    ? Object.fromEntries(daysOf(window).map(({ name, value }) => [name, value]))
    : {}
  return { ...(escaped(variables) as object), ...days }
}

function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notJson(what)
  }
}

const notJson = (what: string) =>
  new Refusal({
    code: 'E_DESIGN',
    status: 422,
    message: `The ${what} is not valid JSON. Check its quotes, commas and brackets.`,
  })

function escaped(value: unknown): unknown {
  if (typeof value === 'string') {
    return plain(value)
  }
  if (Array.isArray(value)) {
    return value.map(escaped)
  }
  if (typeof value !== 'object' || value === null) {
    return value
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, escaped(each)]))
}
