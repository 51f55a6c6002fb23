import type { MetricUnit } from '#shared/metric_units'
import type { UnavailableValue } from '../types.js'
import { printExpression, type Expression } from './expression.js'
import { unitOfExpression, type UnitOf } from './units.js'

/** A number inside a formula, with its unit: percentages stay percent points. */
export type Operand = { value: number; unit: MetricUnit } | UnavailableValue

export interface Values {
  /** The value of a metric in this cell. */
  valueOf(metricId: string): Operand
  unitOf: UnitOf
  /** The values that a division is computed with, where they are not those of every source. */
  within?(division: Expression): Values
}

type Binary = Extract<Expression, { kind: 'binary' }>

/** Computes a checked formula. An operand that has no value leaves the result without one. */
export function evaluate(expression: Expression, values: Values): Operand {
  switch (expression.kind) {
    case 'number':
      return { value: expression.value, unit: 'number' }
    case 'metric':
      return values.valueOf(expression.id)
    case 'percent':
      return map(evaluate(expression.operand, values), (value) => ({
        value: value * 100,
        unit: 'percent',
      }))
    case 'negative':
      return map(evaluate(expression.operand, values), (value, unit) => ({ value: -value, unit }))
    case 'binary':
      return evaluateBinary(expression, values)
  }
}

function evaluateBinary(expression: Binary, given: Values): Operand {
  const isDivision = expression.operator === '/'
  const values = isDivision && given.within ? given.within(expression) : given
  const left = evaluate(expression.left, values)
  const right = evaluate(expression.right, values)
  if ('reason' in left) {
    return left
  }
  if ('reason' in right) {
    return right
  }
  if (isDivision && right.value === 0) {
    return noDenominator(expression.right)
  }
  const unit = unitOfExpression(expression, values.unitOf)
  return {
    value:
      COMPUTE[expression.operator](left.value, right.value) *
      partOf(expression, [left.unit, right.unit]),
    unit,
  }
}

const COMPUTE = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
}

/** Five percent of 200 is 10: percent points times something is a hundredth of the product. */
function partOf({ operator }: Binary, units: [MetricUnit, MetricUnit]) {
  const isPart = operator === '*' && units.includes('percent') && !units.includes('number')
  return isPart ? 0.01 : 1
}

function noDenominator(denominator: Expression): UnavailableValue {
  return {
    status: 'unavailable',
    reason: 'no_denominator',
    message: `No ${printExpression(denominator).replaceAll('_', ' ')} in this period, so there is nothing to divide by.`,
  }
}

function map(operand: Operand, change: (value: number, unit: MetricUnit) => Operand): Operand {
  return 'reason' in operand ? operand : change(operand.value, operand.unit)
}
