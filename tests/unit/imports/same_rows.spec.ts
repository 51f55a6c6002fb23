import { test } from '@japa/runner'
import fc from 'fast-check'
import { applyRequest } from '#imports/mapping/check_mapping'
import { planMapping, slotsOf } from '#imports/mapping/map_plan'
import { RowMapper } from '#imports/mapping/map_row'
import type { FileFormat } from '#imports/reading/format'
import { inspectFile } from '#imports/reading/inspect_file'
import { readRows } from '#imports/reading/rows'
import { givenFile, sheetRow, workbook } from '#tests/support/files'

type Cell = string | number | null
type Written = [name: string, content: string | Buffer, chosen: Partial<FileFormat>]

const NAMES = ['day', 'cost', 'clicks', 'place']
const REQUEST = {
  day: 'day',
  columns: {
    cost: { use: 'metric' as const, unit: 'currency' as const, target: null },
    clicks: { use: 'metric' as const, unit: 'number' as const, target: null },
    place: 'dimension' as const,
  },
}

const row = fc.tuple(
  fc.constantFrom('2026-01-01', '2026-02-28', '2024-02-29', '2026-02-31', 'never'),
  fc.oneof(
    fc.integer({ min: -5_000_000, max: 5_000_000 }).map((cents) => cents / 100),
    fc.constantFrom<Cell>(1.4210854715202004e-14, -5e-7, 1e21, null, 'five', '$2', '7%')
  ),
  fc.oneof(fc.nat(5_000), fc.constantFrom<Cell>(null, '#DIV/0!', 'n/a')),
  fc.string({ unit: fc.constantFrom(...'ab1 é€;,"|\'&<=#'), maxLength: 8 })
)

const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  decimal: fc.constantFrom('.' as const, ',' as const),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
})

type Dialect = typeof dialect extends fc.Arbitrary<infer Value> ? Value : never

function asText(rows: Cell[][], { delimiter, decimal, lineEnd }: Dialect): Written {
  const spell = (cell: Cell) =>
    typeof cell === 'number' ? String(cell).replace('.', decimal) : (cell ?? '')
  const quoted = (cell: Cell) => `"${spell(cell).replaceAll('"', '""')}"`
  const lines = [NAMES, ...rows].map((cells) => cells.map(quoted).join(delimiter))
  return ['a.csv', lines.join(lineEnd), { delimiter, decimal, quote: '"' }]
}

function asWorkbook(rows: Cell[][]): Written {
  const escape = (cell: Cell) =>
    typeof cell === 'number' ? cell : (cell ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const lines = [NAMES, ...rows].map((cells, index) => sheetRow(index + 1, cells.map(escape)))
  return ['a.xlsx', workbook({ sheets: { A: lines.join('') } }), { decimal: '.' }]
}

const recordsOf = (rows: Cell[][]) =>
  rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [NAMES[index], cell])))

const asJson = (rows: Cell[][]): Written => [
  ...(['a.json', JSON.stringify({ rows: recordsOf(rows) })] as const),
  { decimal: '.' },
]

const asLines = (rows: Cell[][]): Written => {
  const lines = recordsOf(rows).map((record) => JSON.stringify(record))
  return ['a.ndjson', lines.join('\n'), { decimal: '.', kind: 'ndjson' }]
}

/** What lands of a file and what is set aside, row by row. */
async function land([name, content, chosen]: Written) {
  const path = await givenFile(name, content)
  const { columns, format } = await inspectFile(path, name, { ...chosen, headerRow: 1 })
  const mapping = applyRequest({ columns }, REQUEST, 'EUR')
  mapping.columns[0].dateStyle = 'text'
  const slots = slotsOf(mapping, 'a')
  const mapper = new RowMapper(
    planMapping({ ...mapping, currency: 'EUR' }, format, { source: 'a', slots, timeZone: 'UTC' })
  )
  const landed = []
  for await (const { rows } of readRows(path, format)) {
    for (const read of rows.filter(({ position }) => position > 1)) {
      const outcome = mapper.map(read)
      landed.push('row' in outcome ? { ...outcome.row } : outcome.rejected.code)
    }
  }
  return landed
}

test.group('A table', () => {
  test('of texts with decimal commas keeps its numbers as they are', async ({ assert }) => {
    const rows: Cell[][] = ['1.234,56', '7,5', '80,25'].map((cost, n) => [
      ...[`2026-01-0${n + 1}`, cost, 1.234, 'x'],
    ])

    for (const [name, content] of [asWorkbook(rows), asJson(rows), asLines(rows)]) {
      const landed = await land([name, content, {}])
      assert.deepEqual(
        landed.map((outcome) => (typeof outcome === 'string' ? outcome : outcome.numbers)),
        [
          [1_234_560_000, 1.234],
          [7_500_000, 1.234],
          [80_250_000, 1.234],
        ]
      )
    }
  })

  test('lands the same from text, a workbook, JSON and JSON lines, its bad rows too', async ({
    assert,
  }) => {
    const table = fc.array(row, { minLength: 2, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(table, dialect, async (rows, how) => {
        const expected = await land(asText(rows, how))
        assert.deepEqual(await land(asWorkbook(rows)), expected)
        assert.deepEqual(await land(asJson(rows)), expected)
        assert.deepEqual(await land(asLines(rows)), expected)
      }),
      { numRuns: 80 }
    )
  }).timeout(60_000)
})
