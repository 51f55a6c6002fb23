import { Refusal } from '#foundation'

export type Operator = '+' | '-' | '*' | '/'

/** A formula over metrics, as a tree. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'metric'; id: string }
  | { kind: 'percent'; operand: Expression }
  | { kind: 'negative'; operand: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression }

/** Ids of the metrics that a formula mentions, each once. */
export function metricsIn(expression: Expression): string[] {
  const found = new Set<string>()
  visit(expression, (id) => found.add(id))
  return [...found]
}

function visit(expression: Expression, meet: (id: string) => void): void {
  if (expression.kind === 'metric') {
    meet(expression.id)
  } else if (expression.kind === 'binary') {
    visit(expression.left, meet)
    visit(expression.right, meet)
  } else if (expression.kind !== 'number') {
    visit(expression.operand, meet)
  }
}

/** The divisions of a formula that lie in no other one, and the metrics outside of them. */
export function divisionsIn(expression: Expression): { divisions: Expression[]; others: string[] } {
  if (expression.kind === 'binary' && expression.operator === '/') {
    return { divisions: [expression], others: [] }
  }
  if (expression.kind === 'metric') {
    return { divisions: [], others: [expression.id] }
  }
  const inner =
    expression.kind === 'binary'
      ? [expression.left, expression.right]
      : expression.kind === 'number'
        ? []
        : [expression.operand]
  const found = inner.map(divisionsIn)
  return {
    divisions: found.flatMap(({ divisions }) => divisions),
    others: found.flatMap(({ others }) => others),
  }
}

/** The formula as a person reads it; ids with other characters than letters stand in brackets. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value)
    case 'metric':
      return printMetric(expression.id)
    case 'percent':
      return `percent(${printExpression(expression.operand)})`
    case 'negative':
      return `-${printOperand(expression.operand)}`
    case 'binary':
      return `${printOperand(expression.left)} ${expression.operator} ${printOperand(expression.right)}`
  }
}

function printOperand(expression: Expression) {
  const text = printExpression(expression)
  return expression.kind === 'binary' ? `(${text})` : text
}

export function printMetric(id: string) {
  return /^[a-z_][a-z0-9_]*$/.test(id) ? id : `[${id}]`
}

export function formulaRefusal(code: string, message: string, detail: Record<string, unknown>) {
  return new Refusal({ code, status: 422, message, detail })
}
