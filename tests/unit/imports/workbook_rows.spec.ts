import { test } from '@japa/runner'
import { sheetRow, workbook } from '#tests/support/files'
import { readText } from '#tests/support/read_files'

const HIDDEN = workbook({
  sheets: {
    A: [
      sheetRow(1, ['Day', 'Region', 'Sales']),
      ...[10, 10, 10, 20, 10].map((sales, at) => {
        const row = sheetRow(at + 2, [`2026-01-0${at + 1}`, 'North', sales])
        return at === 2 || at === 3 ? row.replace('<row ', '<row hidden="1" ') : row
      }),
    ].join(''),
  },
})

test.group('A workbook', () => {
  test('that counts days from 1904 says so for cells without a date format too', async ({
    assert,
  }) => {
    const days = [44561, 44562, 44563]
    const rows = days.map((day, at) => sheetRow(at + 2, [day, at + 1]))
    const content = workbook({
      sheets: { A: sheetRow(1, ['Date', 'Orders']) + rows.join('') },
      is1904: true,
    })

    const read = await readText(content, {}, 'a.xlsx')

    assert.deepEqual(read.days, ['2026-01-01', '2026-01-02', '2026-01-03'])
    assert.equal(read.sums.orders, 6)
  })

  test('with durations of days keeps them as time, not as a day of January 1900', async ({
    assert,
  }) => {
    const rows = [2.125, 0.5, 3.75].map(
      (time, at) =>
        `<row r="${at + 2}"><c s="3"><v>${time}</v></c><c s="1"><v>${46023 + at}</v></c><c><v>20</v></c></row>`
    )
    const head = sheetRow(1, ['Watch time', 'Day', 'Views'])

    const read = await readText(workbook({ sheets: { A: head + rows.join('') } }), {}, 'a.xlsx')

    assert.deepEqual(read.days, ['2026-01-01', '2026-01-02', '2026-01-03'])
    assert.containsSubset(read.sums, { 'c:watch_time': 153 * 3_600, 'c:views': 60 })
    assert.equal(read.column('Watch time').unit, 'seconds')
  })

  test('with hidden rows says how many there are and what they add up to', async ({ assert }) => {
    const read = await readText(HIDDEN, {}, 'a.xlsx')
    const visible = await readText(HIDDEN, { format: { hiddenRows: 'leave_out' } }, 'a.xlsx')

    assert.deepEqual([read.sums['c:sales'], visible.sums['c:sales']], [60, 30])
    assert.match(read.finding('Hidden rows')!.evidence, /2 of 5 rows.*Sales 30 of 60/)
    assert.match(visible.finding('Hidden rows')!.evidence, /2 of 5 rows.*Sales 30 of 60/)
  })

  test('with a formula whose result is not stored names the cell', async ({ assert }) => {
    const formula =
      '<row r="3"><c t="inlineStr"><is><t>2026-01-02</t></is></c><c><f>1+1</f></c></row>'
    const rows = sheetRow(1, ['day', 'clicks']) + sheetRow(2, ['2026-01-01', 4]) + formula

    const read = await readText(workbook({ sheets: { A: rows } }), {}, 'a.xlsx')

    assert.deepEqual(read.rejected, [{ position: 3, code: 'E_ERROR_CELL' }])
    assert.match(read.finding('Unknown values')!.evidence, /NO RESULT/)
  })
})
