import { test } from '@japa/runner'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { inspectFile } from '#imports/reading/inspect_file'
import { readRows } from '#imports/reading/rows'
import { givenFile, sheetRow, workbook } from '#tests/support/files'

async function inspect(name: string, content: string | Buffer) {
  return inspectFile(await givenFile(name, content), name)
}

function typesOf(inspection: Awaited<ReturnType<typeof inspect>>) {
  return Object.fromEntries(inspection.columns.map((column) => [column.name, column.type]))
}

test.group('Inspection of a file', () => {
  test('a German export: semicolons, decimal commas, Windows-1252, a title above the header', async ({
    assert,
  }) => {
    const text = [
      'Auswertung März',
      'Tag;Straße;Kosten;Klicks',
      '13.03.2026;Königsallee;1.234,50 €;12',
      '14.03.2026;Hauptstraße;80,25 €;7',
    ].join('\r\n')

    const found = await inspect('export.csv', iconv.encode(text, 'windows-1252'))

    assert.containsSubset(found.format, {
      encoding: 'windows-1252',
      delimiter: ';',
      decimal: ',',
      dateOrder: 'dmy',
      headerRow: 2,
    })
    assert.deepEqual(typesOf(found), {
      Tag: 'date',
      Straße: 'text',
      Kosten: 'currency',
      Klicks: 'integer',
    })
  })

  test('a date with more cells behind it is no value: the separator is the semicolon', async ({
    assert,
  }) => {
    const rows = ['2026-09-01;Entrepotdok;237;754,72', '2026-09-02;Spaarne;94;359,25']

    const found = await inspect('sheet.csv', ['Day;Café;Visitors;Takings', ...rows].join('\n'))

    assert.containsSubset(found.format, { delimiter: ';', decimal: ',', headerRow: 1 })
  })

  test('an American export: month first, thousands separators, percentages, accounting negatives', async ({
    assert,
  }) => {
    const text =
      'Date,CTR,Spend,ZIP\n03/25/2026,3.5%,"$1,234.50",02134\n03/26/2026,2%,($12.00),94110\n'

    const found = await inspect('export.csv', text)

    assert.equal(found.format.dateOrder, 'mdy')
    assert.deepEqual(typesOf(found), {
      Date: 'date',
      CTR: 'percent',
      Spend: 'currency',
      ZIP: 'identifier',
    })
  })

  test('dates that can be read both ways are asked about, not guessed', async ({ assert }) => {
    const found = await inspect('a.csv', 'day,n\n01/02/2026,1\n03/04/2026,2\n')

    const finding = found.findings.find(({ field }) => field === 'dateOrder')
    assert.equal(finding?.tone, 'question')
  })

  test('numbers that only seem to name entities are metrics where no others are left: {0}')
    .with([
      ['sold', [1, 2, 3, 4, 5]],
      ['week', [7, 8, 8]],
      ['hour', [12, 14, 9]],
      ['rank', [3, 1]],
      ['year', [2024, 2025]],
    ] as [string, number[]][])
    .run(async ({ assert }, [name, values]) => {
      const rows = values.map((value, n) => `2026-01-0${n + 1},${value}`)

      const alone = await inspect('a.csv', [`day,${name}`, ...rows].join('\n'))
      const beside = await inspect(
        'a.csv',
        [`day,${name},sales`, ...rows.map((row) => `${row},7.5`)].join('\n')
      )

      assert.deepEqual(typesOf(alone), { day: 'date', [name]: 'integer' })
      assert.equal(alone.findings.at(-1)!.label, 'Summed, please check')
      assert.deepEqual(typesOf(beside), { day: 'date', [name]: 'identifier', sales: 'decimal' })
      assert.containsSubset(beside.findings.at(-1), { label: 'Not summed', text: `“${name}”` })
    })

  test('empty and repeated column names become unique', async ({ assert }) => {
    const found = await inspect('a.csv', 'day,Sales,,Sales\n2026-01-01,1,x,2\n')

    assert.deepEqual(
      found.columns.map(({ name }) => name),
      ['day', 'Sales', 'Column 3', 'Sales (2)']
    )
  })

  test('a file without column names is recognised', async ({ assert }) => {
    const found = await inspect('a.csv', '2026-01-01,5,x\n2026-01-02,6,y\n')

    assert.equal(found.format.headerRow, 0)
    assert.deepEqual(typesOf(found), {
      'Column 1': 'date',
      'Column 2': 'integer',
      'Column 3': 'text',
    })
  })

  test('CR-only, gzip, UTF-16 and a byte order mark are all read', async ({ assert }) => {
    const text = 'day,n\r2026-01-01,1\r2026-01-02,2\r'
    const files = [
      text,
      gzipSync(text),
      iconv.encode(text, 'utf-16le', { addBOM: true }),
      iconv.encode(text, 'utf-16be'),
      `\ufeff${text}`,
    ]
    for (const content of files) {
      const found = await inspect('a.csv', content)
      assert.deepEqual(typesOf(found), { day: 'date', n: 'integer' })
      assert.equal(found.rowsSampled, 2)
    }
  })

  test('JSON documents find their records; JSON lines too', async ({ assert }) => {
    const records = [
      { day: '2026-01-01', metrics: { clicks: 5 }, tag: 'a "quoted" [x' },
      { day: '2026-01-02', metrics: { clicks: 7 }, tag: null },
    ]
    const nested = await inspect(
      'a.json',
      JSON.stringify({ meta: { n: 2 }, answer: { rows: records } })
    )
    const lines = await inspect(
      'a.ndjson',
      records.map((record) => JSON.stringify(record)).join('\n')
    )

    assert.equal(nested.format.recordsPath, 'answer.rows')
    assert.deepEqual(typesOf(nested), { 'day': 'date', 'metrics.clicks': 'integer', 'tag': 'text' })
    assert.deepEqual(
      lines.preview.map(({ cells }) => cells),
      nested.preview.map(({ cells }) => cells)
    )
  })

  test('addresses of computers say nothing about the decimal mark', async ({ assert }) => {
    const addresses = ['79.251.206.155', '8.215.89.118', '192.168.100.200', '8.215.189.118']
    const rows = addresses.map((address, n) => `2026-01-0${n + 1},${address},0.${n}5`)

    const found = await inspect('clicks.csv', ['day,ip,cost', ...rows].join('\n'))

    assert.equal(found.format.decimal, '.')
    assert.deepEqual(typesOf(found), { day: 'date', ip: 'text', cost: 'currency' })
  })

  test('a workbook: date styles, shared strings, the 1904 system and a merged header', async ({
    assert,
  }) => {
    const head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    const names = sheetRow(2, ['', 'Shop', 'Web'])
    const values =
      '<row r="3"><c r="A3" s="1"><v>44563</v></c><c r="B3"><v>0.1</v></c><c r="C3"><v>3</v></c></row>'
    const content = workbook({
      sheets: { Numbers: head + names + values },
      strings: ['Day', 'Sales'],
      is1904: true,
      merges: ['B1:C1', 'A1:A2'],
    })

    const found = await inspect('a.xlsx', content)

    assert.deepEqual(typesOf(found), {
      'Day': 'date',
      'Sales Shop': 'decimal',
      'Sales Web': 'integer',
    })
    assert.deepEqual(found.preview, [{ position: 3, cells: ['2026-01-03', '0.1', '3'] }])
  })

  test('a workbook: percentages are what the cell shows, and a day that cannot be is a number', async ({
    assert,
  }) => {
    const rows = [0.05, 0.075, 7].map(
      (share, index) =>
        `<row r="${index + 2}"><c s="1"><v>${index === 2 ? 9e9 : 44563 + index}</v></c><c s="2"><v>${share}</v></c></row>`
    )
    const content = workbook({ sheets: { A: sheetRow(1, ['Day', 'Share']) + rows.join('') } })

    const found = await inspect('a.xlsx', content)

    assert.deepEqual(typesOf(found), { Day: 'text', Share: 'percent' })
    assert.deepEqual(
      found.preview.map(({ cells }) => cells),
      [
        ['2022-01-02', '5%'],
        ['2022-01-03', '7.5%'],
        ['9000000000', '700%'],
      ]
    )
  })

  test('a workbook called .csv is named for what it is', async ({ assert }) => {
    const content = workbook({
      sheets: { A: sheetRow(1, ['day', 'n']) + sheetRow(2, ['2026-01-01', 4]) },
    })

    const found = await inspect('report.csv', content)

    assert.equal(found.findings[0].evidence, 'This is an XLSX workbook although it is called .csv.')
    assert.equal(found.findings[0].tone, 'check')
  })

  test('a row with bytes of another encoding is marked, the others are read', async ({
    assert,
  }) => {
    const path = await givenFile(
      'a.csv',
      Buffer.concat([Buffer.from('a,b\n1,caf'), Buffer.of(0xe9), Buffer.from('\n2,ok\n')])
    )
    const { format } = await inspectFile(path, 'a.csv', { encoding: 'utf-8' })

    const faults = []
    for await (const { rows } of readRows(path, format)) {
      faults.push(...rows.map((row) => row.fault?.code ?? null))
    }
    assert.deepEqual(faults, [null, 'E_ENCODING', null])
  })

  test('counts texts in words that fit one as well as many', async ({ assert }) => {
    const found = await inspect('a.csv', 'day,Shop,Mail\n2026-01-01,A,a@b.de\n2026-01-02,B,\n')

    const [, shop, mail] = found.columns.map(({ evidence }) => evidence)
    assert.deepEqual([shop, mail], ['2 different texts in 2 rows.', 'One text in one row.'])
  })
})
