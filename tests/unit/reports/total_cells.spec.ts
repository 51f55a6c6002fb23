import { test } from '@japa/runner'
import { totalCells } from '#reports/files/total_cells'

type Given = Parameters<typeof totalCells>[0]

const metric = (id: string, formula = id) => ({ id, formula })
const METRICS = [
  ...[metric('spend'), metric('clicks'), metric('reach')],
  ...[metric('cpc', 'spend / clicks'), metric('share', 'percent(clicks / spend)')],
]

/** Two campaigns; `totals` is what the query engine says of all of them. */
function given(totals: Record<string, number | null>, rows: (string | number | null)[][]): Given {
  const figure = (value: number | null) =>
    value === null
      ? { status: 'unavailable', reason: 'no_rows', message: '' }
      : { status: 'available', value, unit: 'number' }
  const known = Object.entries(totals).map(([id, value]) => [id, figure(value)])
  return {
    table: {
      headings: ['Campaign', 'Period', ...Object.keys(totals)],
      decimals: [null, null, ...Object.keys(totals).map(() => 2)],
    },
    rows,
    result: { totals: Object.fromEntries(known), comparison: null },
    metrics: METRICS,
  } as unknown as Given
}

test.group('Totals of a workbook', () => {
  test('are formulas where they give the number of the query engine', ({ assert }) => {
    const rows = [
      ['Spring', 'May', 10.5, 20, 0.53, 190.48],
      ['Brand', 'May', 4.5, 10, 0.45, 222.22],
    ]
    const cells = totalCells(given({ spend: 15, clicks: 30, cpc: 0.5, share: 200 }, rows))
    assert.deepEqual(cells, [
      ...['Total', null],
      ...[{ formula: 'SUM(C2:C3)' }, { formula: 'SUM(D2:D3)' }],
      ...[{ formula: 'C4/D4' }, { formula: '100*D4/C4' }],
    ])
  })

  test('are plain numbers where the sum would say something else', ({ assert }) => {
    const rows = [
      ['Spring', 'May', 100, 10.5, 20],
      ['Brand', 'May', 80, 4.5, null],
    ]
    const cells = totalCells(given({ reach: 120, spend: 40, clicks: null }, rows))
    assert.deepEqual(cells, ['Total', null, 120, 40, null])
  })
})
