import { UNIT_FACTS, type MetricUnit } from '#shared/metric_units'
import { formulaRefusal, printExpression, type Expression, type Operator } from './expression.js'

/** How the checker learns the unit of a metric; throws for ids that do not exist. */
export type UnitOf = (metricId: string) => MetricUnit

type Binary = Extract<Expression, { kind: 'binary' }>
type Rule = (left: MetricUnit, right: MetricUnit) => MetricUnit | string

/**
 * The unit of a formula's result. What cannot have a meaning does not compile, and the sentence says
 * why: money and counts cannot be added, percentages of different wholes cannot be added either.
 */
export function unitOfExpression(expression: Expression, unitOf: UnitOf): MetricUnit {
  switch (expression.kind) {
    case 'number':
      return 'number'
    case 'metric':
      return unitOf(expression.id)
    case 'negative':
      return unitOfExpression(expression.operand, unitOf)
    case 'percent':
      return percentUnit(expression.operand, unitOf)
    case 'binary':
      return binaryUnit(expression, unitOf)
  }
}

function percentUnit(operand: Expression, unitOf: UnitOf): MetricUnit {
  const unit = unitOfExpression(operand, unitOf)
  if (unit !== 'number') {
    throw refuse(
      operand,
      `percent() takes a plain number such as a part divided by its whole, and ${printExpression(operand)} is ${UNIT_FACTS[unit].noun}.`
    )
  }
  return 'percent'
}

function binaryUnit(expression: Binary, unitOf: UnitOf): MetricUnit {
  const left = unitOfExpression(expression.left, unitOf)
  const right = unitOfExpression(expression.right, unitOf)
  const outcome = RULES[expression.operator](left, right)
  if (outcome in UNIT_FACTS) {
    return outcome as MetricUnit
  }
  const [a, b] = [printExpression(expression.left), printExpression(expression.right)]
  throw refuse(
    expression,
    `${a} is ${UNIT_FACTS[left].noun} and ${b} is ${UNIT_FACTS[right].noun}: ${outcome}`
  )
}

const RULES: Record<Operator, Rule> = {
  '+': (left, right) => {
    if (left !== right) {
      return 'different units cannot be added.'
    }
    return left === 'percent'
      ? 'percentages of different wholes cannot be added; divide the sum of the parts by the sum of the wholes.'
      : left
  },
  '-': (left, right) => (left === right ? left : 'different units cannot be subtracted.'),
  '*': (left, right) => {
    if (left === 'number' || right === 'number') {
      return left === 'number' ? right : left
    }
    if (left === 'percent' && right === 'percent') {
      return 'a percentage of a percentage has lost its whole; multiply by the whole instead.'
    }
    return left === right ? 'their product has no unit that people use.' : productUnit(left, right)
  },
  '/': (left, right) => {
    if (left === right) {
      return 'number'
    }
    if (right === 'number' || (right === 'count' && left !== 'percent' && left !== 'number')) {
      return left
    }
    return 'the quotient has no unit that people use; divide the other way round, or by a count.'
  },
}

/** A part of something keeps its unit, and so does something per entity times entities. */
function productUnit(left: MetricUnit, right: MetricUnit): MetricUnit | string {
  for (const factor of ['percent', 'count'] as const) {
    if (left === factor || right === factor) {
      return left === factor ? right : left
    }
  }
  return 'their product has no unit that people use.'
}

function refuse(expression: Expression, message: string) {
  return formulaRefusal('E_FORMULA_UNITS', message, { formula: printExpression(expression) })
}
