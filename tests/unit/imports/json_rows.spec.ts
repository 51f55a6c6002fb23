import { test } from '@japa/runner'
import { RecordTable } from '#imports/reading/json_rows'

function read(records: string[]) {
  const table = new RecordTable()
  const rows = [...records.flatMap((record) => table.add(record)), ...table.flush()]
  return { cells: rows.slice(1).map((row) => row.cells), ignored: table.ignored }
}

test.group('Records as rows', () => {
  test('numbers of many digits keep them all', ({ assert }) => {
    const { cells } = read([
      '{"id": 1234567890123456789, "n": 1.50, "note": "a1234567890123456"}',
      '{"id": -9007199254740993, "n": 0.12345678901234567890, "note": "12345678901234567"}',
      '{"id": 7, "n": 2.50, "note": ""}',
    ])

    assert.deepEqual(cells, [
      ['1234567890123456789', '1.5', 'a1234567890123456'],
      ['-9007199254740993', '0.12345678901234567890', '12345678901234567'],
      ['7', '2.5', ''],
    ])
  })

  test('what no database stores becomes visible', ({ assert }) => {
    assert.deepEqual(read(['{"a": "x\\u0000y", "b": "\\ud800"}']).cells, [['x\ufffdy', '\ufffd']])
  })

  test('a field that comes too late is counted', ({ assert }) => {
    const first = Array.from({ length: 1_000 }, () => '{"day": "2026-01-01"}')
    const late = ['{"coupon": "A"}', '{"coupon": null}', '{"coupon": "B", "shop": {"id": 4}}']

    assert.deepEqual(read([...first, ...late]).ignored, [
      { name: 'coupon', count: 2, firstPosition: 1_002 },
      { name: 'shop.id', count: 1, firstPosition: 1_004 },
    ])
  })
})
