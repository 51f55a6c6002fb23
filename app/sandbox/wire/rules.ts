import { TYPES, type Parsed } from './rule_types.js'

/** A row filter that a parameter turns on. */
export type Comparison = 'since' | 'after' | 'until' | 'before' | 'through' | 'is' | 'in'

export interface Rule {
  isRequired: boolean
  otherwise?: string
  /** Reads a text or JSON value; throws a sentence where the vendor would refuse it. */
  read: (value: unknown) => Parsed
  /** Comparison with a field of the row, where the rule is a filter. */
  filter?: { by: Comparison; field: string }
}

const GRAMMAR =
  /^(?:(?<pattern>\/.+\/)|(?<name>\w+)(?:\((?<argument>[^)]*)\))?)(?<bounds>(?:[<>]=-?[\d.]+)*)(?:=(?<otherwise>[^!]*))?(?<required>!)?$/

const COMPARISONS: string[] = ['since', 'after', 'until', 'before', 'through', 'is', 'in']

const parsed = new Map<string, Rule>()

/** A rule of a wire, read once: `int<=1000=10`, `since(day, date)!`. */
export function parseRule(text: string): Rule {
  const known = parsed.get(text)
  if (known) {
    return known
  }
  const groups = GRAMMAR.exec(text)?.groups
  if (!groups) {
    throw new Error(
      `The rule '${text}' cannot be read. Write a type and its modifiers, such as 'int<=1000=10' or 'since(day, date)!'.`
    )
  }
  const rule = {
    isRequired: groups.required !== undefined,
    otherwise: groups.otherwise,
    ...meaning(groups, text),
  }
  parsed.set(text, rule)
  return rule
}

function meaning(
  groups: Record<string, string | undefined>,
  text: string
): Pick<Rule, 'read' | 'filter'> {
  const { pattern, name, argument = '' } = groups
  if (pattern) {
    const expression = new RegExp(`^(?:${pattern.slice(1, -1)})$`)
    return { read: (value) => TYPES.pattern(value, expression) }
  }
  const bounded = withBounds(groups.bounds ?? '')
  if (COMPARISONS.includes(name!)) {
    const [field, type = defaultType(name!)] = argument.split(',').map((part) => part.trim())
    return { read: readerFor(type, '', text), filter: { by: name as Comparison, field } }
  }
  return { read: bounded(readerFor(name!, argument, text)) }
}

const defaultType = (comparison: string) =>
  comparison === 'is' || comparison === 'in' ? 'any' : 'moment'

function readerFor(type: string, argument: string, text: string): Rule['read'] {
  const read = TYPES[type as keyof typeof TYPES]
  if (!read) {
    const known = Object.keys(TYPES).join(', ')
    throw new Error(
      `The rule '${text}' names the type '${type}', which there is not. Types: ${known}.`
    )
  }
  return (value) => read(value, argument as never)
}

function withBounds(bounds: string) {
  const limits = [...bounds.matchAll(/([<>])=(-?[\d.]+)/g)].map(([, sign, limit]) => ({
    sign,
    limit: Number(limit),
  }))
  return (read: Rule['read']): Rule['read'] =>
    limits.length === 0
      ? read
      : (value) => {
          const number = Number(read(value))
          const broken = limits.find(({ sign, limit }) =>
            sign === '<' ? number > limit : number < limit
          )
          if (broken) {
            const word = broken.sign === '<' ? 'at most' : 'at least'
            throw new Error(`must be ${word} ${broken.limit}`)
          }
          return number
        }
}
