import type { ASTNode } from '@marcbachmann/cel-js'
import type { Place } from './places.js'
import { fieldChain, hasArgument, type FieldChain } from './field_chains.js'
import { functionsIn } from './functions.js'
import { minorUnitsInUse } from './minor_units.js'
import { compileKeys } from './paths.js'

/** Variables by name. The same object may be reused from call to call. */
export type Scope = Record<string, unknown>
export type Evaluate = (scope: Scope) => unknown

/**
 * Fields, literals, calls of our own functions, and choices between them by comparing fields, as plain
 * closures: some fifty times as fast as the interpreter. Undefined for every other kind of node.
 */
export function compileClosure(node: ASTNode, place: Place): Evaluate | undefined {
  const chain = fieldChain(node, place)
  if (chain) {
    return compileChain(chain)
  }
  switch (node.op) {
    case 'value':
      return compileLiteral(node.args)
    case 'call':
      return compileCall(node.args, place) ?? compileCondition(node, place)
    case '?:':
      return compileChoice(node.args, place)
    default:
      return compileCondition(node, place)
  }
}

function compileChain({ variable, keys }: FieldChain): Evaluate {
  const get = keys.length > 0 ? compileKeys(keys) : (root: unknown) => root
  // Named access: reading by a changing key costs as much as the rest of a field.
  return variable === 'record'
    ? (scope) => get(scope.record) ?? null
    : (scope) => get(scope[variable]) ?? null
}

function compileLiteral(value: unknown): Evaluate | undefined {
  const plain = typeof value === 'bigint' ? Number(value) : value
  return typeof plain === 'object' && plain !== null ? undefined : () => plain
}

function compileCall([name, args]: [string, ASTNode[]], place: Place): Evaluate | undefined {
  const compiled = args.map((argument) => compileClosure(argument, place))
  const functions = functionsIn(minorUnitsInUse())
  const known = Object.hasOwn(functions, name) ? functions[name].call : undefined
  const [first, second] = compiled
  if (!known || !first || compiled.includes(undefined)) {
    return undefined
  }
  if (compiled.length > 2) {
    return (scope) => known(...compiled.map((argument) => argument!(scope)))
  }
  return second ? (scope) => known(first(scope), second(scope)) : (scope) => known(first(scope))
}

function compileChoice(parts: ASTNode[], place: Place): Evaluate | undefined {
  const test = compileCondition(parts[0], place)
  const then = compileClosure(parts[1], place)
  const otherwise = compileClosure(parts[2], place)
  return test && then && otherwise
    ? (scope) => (test(scope) ? then(scope) : otherwise(scope))
    : undefined
}

type Test = (scope: Scope) => boolean

/**
 * Conditions that cannot fail: fields compared with texts, null, true and false, and these joined.
 * Numbers are left to CEL, which has several kinds of them.
 */
function compileCondition(node: ASTNode, place: Place): Test | undefined {
  switch (node.op) {
    case '==':
    case '!=':
      return compileComparison(node, place)
    case '&&':
    case '||':
      return compileJoined(node, place)
    case '!_': {
      const test = compileCondition(node.args, place)
      return test && ((scope) => !test(scope))
    }
    default:
      return compilePresence(node, place)
  }
}

type Comparison = Extract<ASTNode, { op: '==' | '!=' }>

function compileComparison({ op, args }: Comparison, place: Place): Test | undefined {
  const [left, right] = args
  const literal = right.op === 'value' ? right.args : undefined
  const chain = fieldChain(left, place)
  if (!chain || !isComparable(literal)) {
    return undefined
  }
  const read = compileChain(chain)
  return op === '==' ? (scope) => read(scope) === literal : (scope) => read(scope) !== literal
}

function isComparable(literal: unknown): boolean {
  return literal === null || typeof literal === 'string' || typeof literal === 'boolean'
}

function compileJoined(node: Extract<ASTNode, { op: '&&' | '||' }>, place: Place) {
  const left = compileCondition(node.args[0], place)
  const right = compileCondition(node.args[1], place)
  if (!left || !right) {
    return undefined
  }
  return node.op === '&&'
    ? (scope: Scope) => left(scope) && right(scope)
    : (scope: Scope) => left(scope) || right(scope)
}

function compilePresence(node: ASTNode, place: Place): Test | undefined {
  const asked = hasArgument(node)
  const chain = asked && fieldChain(asked, place)
  if (!chain || chain.keys.length === 0) {
    return undefined
  }
  const read = compileChain(chain)
  return (scope) => read(scope) !== null
}
