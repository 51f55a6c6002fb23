import { formulaRefusal, printExpression, type Expression } from './expression.js'

/** What the rule needs to know of a metric: its name, from where it sees a sale, and its formula where it has one. */
export interface SaleMetric {
  id: string
  label: string
  saleView?: string
  expression?: Expression
}

const TELLERS: Record<string, string> = {
  shop: 'what the shop sold',
  advertising: 'what ad networks credit to their ads',
  email: 'what the mail platform credits to its messages',
  site: 'what the analytics tool measured on the site',
  processor: 'what the processor collected',
  books: 'what was booked',
}

/**
 * Whose revenue: the shop, a platform that claims the order and the processor that was paid tell the same sale, so a sum of
 * them counts it twice. They may stand side by side, be subtracted and be divided by each other. Throws the sentence otherwise.
 */
export function checkSaleViews(
  expression: Expression,
  metricOf: (id: string) => SaleMetric
): SaleMetric[] {
  switch (expression.kind) {
    case 'metric':
      return salesOf(metricOf(expression.id), metricOf)
    case 'negative':
      return checkSaleViews(expression.operand, metricOf)
    case 'binary':
      return ofBinary(expression, metricOf)
    default:
      return []
  }
}

function salesOf(metric: SaleMetric, metricOf: (id: string) => SaleMetric): SaleMetric[] {
  if (metric.saleView !== undefined) {
    return [metric]
  }
  return metric.expression ? checkSaleViews(metric.expression, metricOf) : []
}

function ofBinary(
  expression: Extract<Expression, { kind: 'binary' }>,
  metricOf: (id: string) => SaleMetric
): SaleMetric[] {
  const left = checkSaleViews(expression.left, metricOf)
  const right = checkSaleViews(expression.right, metricOf)
  const other = right.find(({ id }) => left.some((metric) => metric.id !== id))
  if (expression.operator === '+' && other) {
    throw refuse(
      expression,
      left.find(({ id }) => id !== other.id)!,
      other
    )
  }
  return expression.operator === '/' ? [] : [...left, ...right]
}

function refuse(expression: Expression, one: SaleMetric, other: SaleMetric) {
  return formulaRefusal(
    'E_FORMULA_SALES_TWICE',
    `${one.label} is ${TELLERS[one.saleView!]} and ${other.label} is ${TELLERS[other.saleView!]}: the same sales would count twice. ` +
      'Show them side by side, or subtract one from the other.',
    { formula: printExpression(expression) }
  )
}
