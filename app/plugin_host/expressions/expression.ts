import type { ASTNode } from '@marcbachmann/cel-js'
import { PLACES, environmentOf, type Place } from './environment.js'
import { FUNCTIONS, MappingFault } from './functions.js'
import { compileKeys } from './paths.js'

/** Variables by name. The same object may be reused from call to call. */
export type Scope = Record<string, unknown>
export type Evaluate = (scope: Scope) => unknown

/**
 * Compiles a CEL expression once. Fields are rewritten to null-safe reads (`record.a.b` never throws for a
 * missing `a`), whole expressions made of fields, literals and our functions become plain closures, and
 * everything else runs in the CEL library. Throws a SyntaxError with the reason where it does not parse,
 * names an unknown variable or function, or mixes types.
 */
export function compileExpression(source: string, place: Place): Evaluate {
  const environment = environmentOf(place)
  const parsed = parse(source, place)
  const rewritten = rewriteFields(source, parsed, place)
  const verdict = environment.check(rewritten)
  if (!verdict.valid) {
    throw new SyntaxError(`${reasonOf(verdict.error)} in \`${source}\``)
  }
  return compileNode(parsed, place) ?? interpreted(rewritten, place)
}

function parse(source: string, place: Place): ASTNode {
  try {
    return environmentOf(place).parse(source).ast
  } catch (error) {
    throw new SyntaxError(`${reasonOf(error)} in \`${source}\``, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  const { summary, message } = error as { summary?: string; message: string }
  return (summary ?? message).replace('found no matching overload for', 'no such function:')
}

function interpreted(source: string, place: Place): Evaluate {
  const run = environmentOf(place).parse(source)
  return (scope) => {
    try {
      const value = run(scope)
      return typeof value === 'bigint' ? Number(value) : value
    } catch (error) {
      throw error instanceof MappingFault ? error : new MappingFault(reasonOf(error))
    }
  }
}

/** Fields and calls of our own functions, as closures. Undefined for every other kind of node. */
function compileNode(node: ASTNode, place: Place): Evaluate | undefined {
  const chain = fieldChain(node, place)
  if (chain) {
    const get = chain.keys.length > 0 ? compileKeys(chain.keys) : (root: unknown) => root
    return (scope) => get(scope[chain.variable]) ?? null
  }
  if (node.op === 'value') {
    return literal(node.args)
  }
  return node.op === 'call' ? compileCall(node.args, place) : undefined
}

function literal(value: unknown): Evaluate | undefined {
  const plain = typeof value === 'bigint' ? Number(value) : value
  return typeof plain === 'object' && plain !== null ? undefined : () => plain
}

function compileCall([name, args]: [string, ASTNode[]], place: Place): Evaluate | undefined {
  const compiled = args.map((argument) => compileNode(argument, place))
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name].call : undefined
  const [first, second] = compiled
  if (!known || !first || compiled.length > 2 || compiled.includes(undefined)) {
    return undefined
  }
  return second ? (scope) => known(first(scope), second(scope)) : (scope) => known(first(scope))
}

interface FieldChain {
  variable: string
  keys: string[]
}

/** `record.items[0].id` as variable and keys, where the whole node is such a chain. */
function fieldChain(node: ASTNode, place: Place): FieldChain | undefined {
  if (node.op === 'id') {
    const known = (PLACES[place] as readonly string[]).includes(node.args)
    return known ? { variable: node.args, keys: [] } : undefined
  }
  const step = stepOf(node)
  const before = step && fieldChain(step.of, place)
  return before && { variable: before.variable, keys: [...before.keys, step.key] }
}

function stepOf(node: ASTNode): { of: ASTNode; key: string } | undefined {
  if (node.op === '.') {
    return { of: node.args[0], key: node.args[1] }
  }
  if (node.op !== '[]' || node.args[1].op !== 'value') {
    return undefined
  }
  const key = String(node.args[1].args)
  return /^[\w-]+$/.test(key) ? { of: node.args[0], key } : undefined
}

/** The source with every field chain replaced by `field(variable, "a.b")`. */
function rewriteFields(source: string, root: ASTNode, place: Place): string {
  const edits: { start: number; end: number; text: string }[] = []
  visit(root, (node) => {
    const inner = hasArgument(node) ?? node
    const chain = fieldChain(inner, place)
    if (!chain || chain.keys.length === 0) {
      return false
    }
    compileKeys(chain.keys)
    const read = `field(${chain.variable}, ${JSON.stringify(chain.keys.join('.'))})`
    edits.push({ ...endsOf(node, source), text: inner === node ? read : `(${read} != null)` })
    return true
  })
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source)
}

function hasArgument(node: ASTNode): ASTNode | undefined {
  return node.op === 'call' && node.args[0] === 'has' ? node.args[1][0] : undefined
}

function endsOf(node: ASTNode, source: string) {
  const { start, end } = node.range
  const trailing = source.slice(start, end).trimEnd()
  return { start, end: start + trailing.length }
}

function visit(node: ASTNode, enter: (node: ASTNode) => boolean): void {
  if (!enter(node)) {
    for (const child of childrenOf(node.args)) {
      visit(child, enter)
    }
  }
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) {
    return args.flatMap(childrenOf)
  }
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : []
}
