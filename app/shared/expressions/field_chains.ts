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
export function fieldChain(node: ASTNode, place: Place): FieldChain | undefined {
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
export function rewriteFields(source: string, root: ASTNode, place: Place): string {
  const edits: { start: number; end: number; text: string }[] = []
  visitChains(root, place, (chain, { node, isAsked }) => {
    if (chain.keys.length === 0) {
      return
    }
    compileKeys(chain.keys)
    const read = `field(${chain.variable}, ${JSON.stringify(chain.keys.join('.'))})`
    edits.push({ ...endsOf(node, source), text: isAsked ? `(${read} != null)` : read })
  })
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source)
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

function endsOf(node: ASTNode, source: string) {
  const { start, end } = node.range
  const trailing = source.slice(start, end).trimEnd()
  return { start, end: start + trailing.length }
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) {
    return args.flatMap(childrenOf)
  }
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : []
}
