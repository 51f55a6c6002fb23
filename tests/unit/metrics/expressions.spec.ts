import { test } from '@japa/runner'
import type { Refusal } from '#foundation'
import type { MetricUnit } from '#shared/metric_units'
import { printExpression } from '#metrics/expressions/expression'
import { parseExpression } from '#metrics/expressions/parse'
import { evaluate } from '#metrics/expressions/evaluate'
import { unitOfExpression } from '#metrics/expressions/units'

const UNITS: Record<string, MetricUnit> = {
  'spend': 'currency',
  'revenue': 'currency',
  'clicks': 'count',
  'orders': 'count',
  'ctr': 'percent',
  'rate': 'percent',
  'time': 'seconds',
  'roas': 'number',
  'my-sheet:Net sales': 'currency',
}
const VALUES: Record<string, number> = {
  'spend': 50,
  'revenue': 200,
  'clicks': 10,
  'orders': 0,
  'ctr': 5,
  'my-sheet:Net sales': 8,
}
const unitOf = (id: string) => UNITS[id]

function refusalOf(work: () => unknown): Refusal | null {
  try {
    work()
    return null
  } catch (error) {
    return error as Refusal
  }
}

function unit(source: string) {
  return unitOfExpression(parseExpression(source), unitOf)
}

function compute(source: string) {
  const valueOf = (id: string) => ({ value: VALUES[id], unit: UNITS[id] })
  const operand = evaluate(parseExpression(source), { valueOf, unitOf })
  return 'reason' in operand ? operand.reason : operand.value
}

test.group('Formulas', () => {
  test('{0} is read as {1}')
    .with([
      ['spend+revenue*2', 'spend + (revenue * 2)'],
      ['(spend + revenue) * 2', '(spend + revenue) * 2'],
      ['a - b - c', '(a - b) - c'],
      ['-spend', '-spend'],
      ['percent(clicks/orders)', 'percent(clicks / orders)'],
      ['[my-sheet:Net sales] / 1.5', '[my-sheet:Net sales] / 1.5'],
    ])
    .run(({ assert }, [source, printed]) => {
      assert.equal(printExpression(parseExpression(source)), printed)
    })

  test('{0} cannot be read')
    .with([
      '',
      'spend +',
      '* spend',
      '(spend',
      'spend)',
      'spend revenue',
      'spend; drop',
      'spend $ 2',
      '[',
      '1 2',
      `${'('.repeat(400)}`,
      'a'.repeat(600),
    ])
    .run(({ assert }, source) => {
      assert.equal(refusalOf(() => parseExpression(source))?.code, 'E_FORMULA_SYNTAX')
    })

  test('{0} is {1}')
    .with([
      ['revenue - spend', 'currency'],
      ['revenue / spend', 'number'],
      ['spend / clicks', 'currency'],
      ['clicks / orders', 'number'],
      ['time / clicks', 'seconds'],
      ['percent(clicks / orders)', 'percent'],
      ['2 * ctr', 'percent'],
      ['ctr - rate', 'percent'],
      ['ctr * spend', 'currency'],
      ['spend / clicks * orders', 'currency'],
      ['roas * spend', 'currency'],
    ])
    .run(({ assert }, [source, expected]) => {
      assert.equal(unit(source), expected)
    })

  test('{0} does not compile')
    .with([
      'spend + clicks',
      'spend - time',
      'spend + 5',
      'spend * revenue',
      'clicks * orders',
      'ctr + rate',
      'ctr * rate',
      'clicks / spend',
      'percent(spend)',
      'percent(ctr)',
      'time * spend',
    ])
    .run(({ assert }, source) => {
      const refusal = refusalOf(() => unit(source))

      assert.equal(refusal?.code, 'E_FORMULA_UNITS')
      assert.match(refusal!.message, /^.{20,}\.$/)
    })

  test('{0} comes to {1}')
    .with([
      ['revenue - spend', 150],
      ['revenue / spend', 4],
      ['percent(spend / revenue)', 25],
      ['ctr * revenue', 10],
      ['2 * ctr', 10],
      ['-spend + revenue', 150],
      ['[my-sheet:Net sales] / 2', 4],
      ['spend / orders', 'no_denominator'],
      ['revenue - spend / orders', 'no_denominator'],
    ] as [string, number | string][])
    .run(({ assert }, [source, expected]) => {
      assert.equal(compute(source), expected)
    })
})

test.group('An id that stands in square brackets', () => {
  const ids = ['my-sheet:Net sales', 'cafe-footfall:visitors']

  test('is said where the brackets are missing: {$self}')
    .with(ids.map((id) => `2 * ${id} / orders`))
    .run(({ assert }, formula) => {
      const refusal = refusalOf(() => parseExpression(formula, ids))!

      const id = ids.find((one) => formula.includes(one))!
      assert.equal(refusal.code, 'E_FORMULA_SYNTAX')
      assert.include(refusal.message, `stands in square brackets: [${id}].`)
    })

  test('is read with them', ({ assert }) => {
    const read = parseExpression('[my-sheet:Net sales] / orders', ids)

    assert.equal(printExpression(read), '[my-sheet:Net sales] / orders')
  })
})
