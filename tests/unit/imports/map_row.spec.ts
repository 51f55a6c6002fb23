import { test } from '@japa/runner'
import { RowMapper } from '#imports/mapping/map_row'
import type { MapPlan } from '#imports/mapping/map_plan'

const money = (index: number, name: string) => ({
  ...{ index, name, slot: index - 1, isMoney: true, isPercent: false },
  ...{ isDuration: false, isRate: false, scale: 'units' as const },
})

const PLAN: MapPlan = {
  ...{
    decimal: '.',
    dateOrder: 'dmy',
    timeZone: 'UTC',
    headerRow: 1,
    isPadded: false,
    fixedDay: null,
  },
  names: ['day', 'net', 'fee', 'currency'],
  day: { index: 0, name: 'day', style: 'text' },
  numbers: [money(1, 'net'), money(2, 'fee')],
  ...{
    slotCount: 2,
    countSlot: null,
    dimensions: [],
    currencyColumn: null,
    keys: [],
    periods: null,
  },
  currency: 'EUR',
}

function mapped(cells: string[], plan: Partial<MapPlan> = {}) {
  const outcome = new RowMapper({ ...PLAN, ...plan }).map({
    position: 2,
    cells: ['2026-01-01', ...cells],
  })
  return 'row' in outcome ? outcome.row.currency : outcome.rejected.code
}

test.group('The currency of a row', () => {
  test('is refused where its amounts or its column disagree: {0}')
    .with([
      [['€10.00', '$5.00', ''], {}],
      [['10.00', '$5.00', ''], {}],
      [['€5.00', '', 'USD'], { currencyColumn: 3 }],
    ] as [string[], Partial<MapPlan>][])
    .run(({ assert }, [cells, plan]) => {
      assert.equal(mapped(cells, plan), 'E_TWO_CURRENCIES')
    })

  test('is refused where it is unknown or missing', ({ assert }) => {
    assert.equal(mapped(['€5.00', '', 'ABC'], { currencyColumn: 3 }), 'E_NOT_A_CURRENCY')
    assert.equal(mapped(['5.00', '', ''], { currency: null }), 'E_NO_CURRENCY')
  })

  test('is what the amounts, the column or the mapping say: {0} is {1}')
    .with([
      [['$10', '$5', ''], 'USD', {}],
      [['10', '5', ''], 'EUR', {}],
      [['$10', '5', 'cad'], 'CAD', { currencyColumn: 3 }],
      [['$10', '', ''], 'AUD', { currency: 'AUD' }],
      [['', '', 'CHF'], 'CHF', { currencyColumn: 3 }],
    ] as [string[], string, Partial<MapPlan>][])
    .run(({ assert }, [cells, currency, plan]) => {
      assert.equal(mapped(cells, plan), currency)
    })
})

test.group('A percentage', () => {
  test('in a column of other numbers is refused: it is a hundred times what it says', ({
    assert,
  }) => {
    assert.equal(mapped(['5%', '1', '']), 'E_PERCENTAGE')
  })
})

test.group('A long text', () => {
  test('keeps apart from another one that differs at its end only', ({ assert }) => {
    const dimensions = [{ index: 3, name: 'note', ids: ['shop:note'], target: null }]
    const mapper = new RowMapper({ ...PLAN, dimensions })
    const values = ['a', 'b'].map((end) => {
      const cells = ['2026-01-01', '1', '2', 'x'.repeat(600) + end]
      const outcome = mapper.map({ position: 2, cells })
      return 'row' in outcome ? outcome.row.dimensions['shop:note'] : ''
    })

    assert.notEqual(values[0], values[1])
    assert.isAtMost(values[0].length, 500)
  })
})
