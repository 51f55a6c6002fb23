import { FILTERS } from './filters.js'
import { ABSENT, type Filter, type Reader, type Scope } from './scope.js'

const HOLE = /\{\{(.+?)\}\}/g
const WHOLE = /^\{\{([^{}]+)\}\}$/

/**
 * A text with holes. A hole alone keeps the type of its value; beside other text everything becomes
 * text, and nothing becomes an empty one.
 */
export function compileText(text: string): Reader {
  const whole = WHOLE.exec(text)
  if (whole) {
    return compileHole(whole[1])
  }
  if (!text.includes('{{')) {
    return () => text
  }
  const readers = [...text.matchAll(HOLE)].map((hole) => compileHole(hole[1]))
  const texts = text.split(HOLE).filter((_, index) => index % 2 === 0)
  return (scope) => texts.map((before, index) => before + textOf(readers[index]?.(scope))).join('')
}

/** `path | filter:argument,argument | filter`, without the braces. */
export function compileHole(hole: string): Reader {
  const [path, ...steps] = hole.split('|').map((step) => step.trim())
  const read = readerOf(path)
  const filters = steps.map((step) => compileFilter(step, hole))
  if (filters.length === 0) {
    return (scope) => read(scope) ?? null
  }
  return (scope) =>
    filters.reduce<unknown>((value, filter) => filter(value, scope), read(scope) ?? null)
}

function compileFilter(step: string, hole: string): Reduced {
  const [name, ...rest] = step.split(':')
  const filter: Filter | undefined = FILTERS[name]
  if (!filter) {
    const known = Object.keys(FILTERS).join(', ')
    throw new Error(`The hole '{{${hole}}}' uses '${name}', which is no filter. Filters: ${known}.`)
  }
  const argument = rest.join(':')
  return name === 'absent'
    ? (value) => value ?? ABSENT
    : (value, scope) => filter(value, argument, scope)
}

type Reduced = (value: unknown, scope: Scope) => unknown

/** A dotted path; a text in single quotes is itself. */
export function readerOf(path: string): Reader {
  const literal = /^'(.*)'$/.exec(path)
  if (literal) {
    return () => literal[1]
  }
  const [first, ...rest] = path.split('.')
  if (rest.length === 0) {
    return (scope) => scope[first]
  }
  return (scope) =>
    rest.reduce<unknown>((value, name) => (value as Scope | null | undefined)?.[name], scope[first])
}

const textOf = (value: unknown) =>
  value === null || value === undefined || value === ABSENT ? '' : String(value)
