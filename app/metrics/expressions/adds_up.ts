import { metricsIn, type Expression } from './expression.js'

/**
 * Whether the values of a formula over days add up to its value over all of them: sums and differences of such metrics, and
 * multiples of them. A quotient does not, and a constant would be counted once for each day.
 */
export function addsUp(expression: Expression, ofMetric: (id: string) => boolean): boolean {
  switch (expression.kind) {
    case 'metric':
      return ofMetric(expression.id)
    case 'negative':
      return addsUp(expression.operand, ofMetric)
    case 'binary':
      return binaryAddsUp(expression, ofMetric)
    default:
      return false
  }
}

type Binary = Extract<Expression, { kind: 'binary' }>

function binaryAddsUp({ operator, left, right }: Binary, ofMetric: (id: string) => boolean) {
  const doesAdd = (side: Expression) => addsUp(side, ofMetric)
  switch (operator) {
    case '*':
      return isConstant(left) ? doesAdd(right) : isConstant(right) && doesAdd(left)
    case '/':
      return isConstant(right) && doesAdd(left)
    default:
      return doesAdd(left) && doesAdd(right)
  }
}

const isConstant = (expression: Expression) => metricsIn(expression).length === 0
