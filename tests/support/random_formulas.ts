import type { MetricUnit } from '#shared/metric_units'

export type Known = Record<string, { unit: MetricUnit; value: number }>

export interface RandomFormula {
  text: string
  unit: MetricUnit
}

type Random = () => number

/** A formula that has a meaning, of this unit, made from the rules of units backwards. */
export function randomFormula(random: Random, known: Known): RandomFormula {
  const unit = pick(random, ['currency', 'count', 'number', 'percent'] as const)
  return { text: made(random, known, { unit, depth: 1 + Math.floor(random() * 4) }), unit }
}

interface Wanted {
  unit: MetricUnit
  depth: number
}

type Recipe = (inner: (unit: MetricUnit) => string, random: Random) => string

const numeral = (random: Random) =>
  String(Math.round(random() * 400 + 1) / (random() < 0.5 ? 8 : 1))

/** How a formula of a unit can be put together. */
const RECIPES: Record<'currency' | 'count' | 'number' | 'percent', Recipe[]> = {
  currency: [
    (inner) => `${inner('currency')} + ${inner('currency')}`,
    (inner) => `${inner('currency')} - (${inner('currency')})`,
    (inner) => `(${inner('currency')}) / (${inner('count')})`,
    (inner, random) => `${numeral(random)} * (${inner('currency')})`,
    (inner) => `(${inner('percent')}) * (${inner('currency')})`,
    (inner) => `-(${inner('currency')})`,
  ],
  count: [
    (inner) => `${inner('count')} + ${inner('count')}`,
    (inner) => `${inner('count')} - (${inner('count')})`,
    (inner, random) => `(${inner('count')}) / ${numeral(random)}`,
    (inner) => `(${inner('count')}) * (${inner('percent')})`,
    (inner) => `(${inner('number')}) * (${inner('count')})`,
  ],
  number: [
    (inner) => `(${inner('count')}) / (${inner('count')})`,
    (inner) => `(${inner('currency')}) / (${inner('currency')})`,
    (inner) => `(${inner('number')}) * (${inner('number')})`,
    (inner) => `${inner('number')} - (${inner('number')})`,
    (_, random) => numeral(random),
  ],
  percent: [
    (inner) => `percent(${inner('number')})`,
    (inner) => `${inner('percent')} - (${inner('percent')})`,
    (inner, random) => `${numeral(random)} * (${inner('percent')})`,
  ],
}

function made(random: Random, known: Known, { unit, depth }: Wanted): string {
  const stored = Object.keys(known).filter((id) => known[id].unit === unit)
  if (depth === 0) {
    return stored.length > 0 ? pick(random, stored) : leaf(random, unit)
  }
  const recipe = pick(random, RECIPES[unit as keyof typeof RECIPES])
  return recipe((inner) => made(random, known, { unit: inner, depth: depth - 1 }), random)
}

const leaf = (random: Random, unit: MetricUnit) =>
  unit === 'percent' ? `percent(${numeral(random)} / 100)` : numeral(random)

const pick = <Value>(random: Random, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)]

/** A number as a fraction, so that nothing is rounded. One that was divided by nothing has 0 below it. */
interface Fraction {
  top: bigint
  bottom: bigint
  unit: string
}

const PLACES = 1_000_000n

/** The value of a formula by the railway-yard algorithm over exact fractions; null where something is divided by nothing. */
export function exactly(text: string, known: Known): number | null {
  const output: Fraction[] = []
  const waiting: string[] = []
  let wasOperand = false
  for (const token of text.match(/\d+(?:\.\d+)?|[a-z_]\w*|[-+*/()]/g) ?? []) {
    if (token === '(' || token === 'percent') {
      waiting.push(token)
      wasOperand = false
    } else if (token === ')') {
      close(output, waiting)
      wasOperand = true
    } else if (/[-+*/]/.test(token)) {
      order(output, waiting, wasOperand ? token : 'minus')
      wasOperand = false
    } else {
      output.push(operandOf(token, known))
      wasOperand = true
    }
  }
  while (waiting.length > 0) {
    apply(output, waiting.pop()!)
  }
  const [{ top, bottom }] = output
  return bottom === 0n ? null : Number((top * 10n ** 15n) / bottom) / 1e15
}

const RANKS: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2, 'minus': 3 }

function order(output: Fraction[], waiting: string[], operator: string) {
  while (operator !== 'minus' && (RANKS[waiting.at(-1) ?? ''] ?? 0) >= RANKS[operator]) {
    apply(output, waiting.pop()!)
  }
  waiting.push(operator)
}

function close(output: Fraction[], waiting: string[]) {
  for (let operator = waiting.pop(); operator !== '('; operator = waiting.pop()) {
    apply(output, operator!)
  }
  if (waiting.at(-1) === 'percent') {
    apply(output, waiting.pop()!)
  }
}

function operandOf(token: string, known: Known): Fraction {
  const metric = known[token]
  const value = metric ? metric.value : Number(token)
  return {
    top: BigInt(Math.round(value * Number(PLACES))),
    bottom: PLACES,
    unit: metric?.unit ?? 'number',
  }
}

function apply(output: Fraction[], operator: string) {
  const right = output.pop()!
  if (operator === 'minus') {
    output.push({ ...right, top: -right.top })
  } else if (operator === 'percent') {
    output.push({ ...right, top: right.top * 100n, unit: 'percent' })
  } else {
    output.push(combined(output.pop()!, operator, right))
  }
}

function combined(left: Fraction, operator: string, right: Fraction): Fraction {
  const bottom = left.bottom * right.bottom
  if (bottom === 0n) {
    return { top: 1n, bottom, unit: left.unit }
  }
  switch (operator) {
    case '*':
      return product(left, right)
    case '/': {
      const unit = left.unit === right.unit ? 'number' : left.unit
      return { top: left.top * right.bottom, bottom: left.bottom * right.top, unit }
    }
    default: {
      const sign = operator === '-' ? -1n : 1n
      const top = left.top * right.bottom + sign * right.top * left.bottom
      return { top, bottom, unit: left.unit }
    }
  }
}

/** Five percent of something is a twentieth of it; of a plain number it stays a percentage. */
function product(left: Fraction, right: Fraction): Fraction {
  const [unit, factor] = left.unit === 'number' ? [right.unit, 'number'] : [left.unit, right.unit]
  const isPart = factor !== 'number' && [unit, factor].includes('percent')
  return {
    top: left.top * right.top,
    bottom: left.bottom * right.bottom * (isPart ? 100n : 1n),
    unit: isPart && unit === 'percent' ? factor : unit,
  }
}
