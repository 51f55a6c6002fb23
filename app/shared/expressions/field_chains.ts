import type { ASTNode } from '@marcbachmann/cel-js'
import { PLACES, type Place } from './places.js'
import { environmentOf } from './environment.js'
import { compileKeys } from './paths.js'

/** `record.items[0].id` as its variable and the keys below it. */
export interface FieldChain {
  variable: string
  keys: string[]
}

/** The chain that a whole node is, if it is one. */
export const fieldChain = (node: ASTNode, place: Place) => chainOf(node, PLACES[place])

function chainOf(node: ASTNode, known: readonly string[]): FieldChain | undefined {
  if (node.op === 'id') {
    return known.includes(node.args) ? { variable: node.args, keys: [] } : undefined
  }
  const step = stepOf(node)
  const before = step && chainOf(step.of, known)
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

/** Comprehensions, whose first argument is a name of their own. */
const COMPREHENSIONS = ['map', 'filter', 'all', 'exists', 'exists_one']

interface Rewriting {
  source: string
  /** Variables of the place, and those of the comprehensions around. */
  known: string[]
}

/**
 * The source with every field chain replaced by `field(variable, "a.b")`, which is null where something is missing; the same
 * for a field of what a call or a comprehension answers. A comprehension over a missing list is one over an empty list.
 */
export function rewriteFields(source: string, root: ASTNode, place: Place): string {
  return rewritten(root, { source, known: [...PLACES[place]] })
}

function rewritten(node: ASTNode, rewriting: Rewriting): string {
  const asked = hasArgument(node)
  if (asked) {
    return `(${rewritten(asked, rewriting)} != null)`
  }
  const chain = chainOf(node, rewriting.known)
  if (chain) {
    return chain.keys.length > 0 ? fieldCall(chain.variable, chain.keys) : chain.variable
  }
  const step = stepOf(node)
  if (step) {
    return fieldCall(rewritten(step.of, rewriting), [step.key])
  }
  const local = comprehended(node)
  if (local) {
    return rewrittenComprehension(local, rewriting)
  }
  return withChildren(node, (child) => rewritten(child, rewriting), rewriting.source)
}

function fieldCall(of: string, keys: string[]): string {
  compileKeys(keys)
  return `field(${of}, ${JSON.stringify(keys.join('.'))})`
}

interface Comprehension {
  name: string
  receiver: ASTNode
  variable: string
  bodies: ASTNode[]
}

function comprehended(node: ASTNode): Comprehension | undefined {
  if (node.op !== 'rcall') {
    return undefined
  }
  const [name, receiver, [own, ...bodies]] = node.args as [string, ASTNode, ASTNode[]]
  const isOne = COMPREHENSIONS.includes(name) && own?.op === 'id' && bodies.length > 0
  return isOne ? { name, receiver, variable: own.args as string, bodies } : undefined
}

function rewrittenComprehension(
  { name, receiver, variable, bodies }: Comprehension,
  rewriting: Rewriting
): string {
  const inner = { ...rewriting, known: [...rewriting.known, variable] }
  const parts = bodies.map((each) => rewritten(each, inner))
  return `list(${rewritten(receiver, rewriting)}).${name}(${[variable, ...parts].join(', ')})`
}

/** The node's own text around its children, which are rewritten. */
function withChildren(node: ASTNode, rewrite: (child: ASTNode) => string, source: string): string {
  const { start, end } = endsOf(node, source)
  let text = ''
  let at = start
  for (const child of childrenOf(node.args).sort((a, b) => a.range.start - b.range.start)) {
    const ends = endsOf(child, source)
    text += source.slice(at, ends.start) + rewrite(child)
    at = ends.end
  }
  return text + source.slice(at, end)
}

/** Everything an expression depends on: with the same values at these places it answers the same. */
export function chainsIn(source: string, place: Place): FieldChain[] {
  const chains: FieldChain[] = []
  visitChains(environmentOf(place).parse(source).ast, place, (chain) => chains.push(chain))
  return chains
}

type EnterChain = (chain: FieldChain, at: { node: ASTNode; isAsked: boolean }) => void

/** Calls back for the longest chains of a tree; `isAsked` where `has(…)` asks whether one is there. */
function visitChains(node: ASTNode, place: Place, enter: EnterChain): void {
  const inner = hasArgument(node) ?? node
  const chain = fieldChain(inner, place)
  if (chain) {
    enter(chain, { node, isAsked: inner !== node })
    return
  }
  for (const child of childrenOf(node.args)) {
    visitChains(child, place, enter)
  }
}

/** The argument of `has(…)`. */
export function hasArgument(node: ASTNode): ASTNode | undefined {
  return node.op === 'call' && node.args[0] === 'has' ? node.args[1][0] : undefined
}

/**
 * Where a node stands in its source. The parser leaves out parentheses at the ends of an operand, so what is open there is
 * taken in.
 */
function endsOf(node: ASTNode, source: string) {
  let { start, end } = node.range
  end = start + source.slice(start, end).trimEnd().length
  const { opened, closed } = unmatched(source.slice(start, end))
  for (let missing = closed; missing > 0; missing--) {
    start = source.lastIndexOf('(', start - 1)
  }
  for (let missing = opened; missing > 0; missing--) {
    end = source.indexOf(')', end) + 1
  }
  return { start, end }
}

/** Texts may hold parentheses of their own. */
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g

function unmatched(text: string): { opened: number; closed: number } {
  let opened = 0
  let closed = 0
  for (const letter of text.replaceAll(QUOTED, '').replaceAll(/[^()]/g, '')) {
    if (letter === '(') {
      opened += 1
    } else if (opened > 0) {
      opened -= 1
    } else {
      closed += 1
    }
  }
  return { opened, closed }
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) {
    return args.flatMap(childrenOf)
  }
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : []
}
