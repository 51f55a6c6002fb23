import { test } from '@japa/runner'
import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { inspectInChild } from '#imports/child/reader_process'
import { givenFile, sheetRow, workbook, zip } from '#tests/support/files'

async function refusal(name: string, content: string | Buffer, chosen = {}) {
  const path = await givenFile(name, content)
  const error = await inspectInChild({ path, fileName: name, chosen }).then(
    () => new Error('the file was accepted'),
    (reason) => reason
  )
  return `${error.code}: ${error.message}`
}

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')

const BAD_FILES: [title: string, name: string, content: () => string | Buffer, answer: RegExp][] = [
  ['an empty file', 'a.csv', () => '', /E_FILE_EMPTY: The file is empty/],
  ['a file of blanks', 'a.csv', () => ' \n\n ', /E_FILE_EMPTY/],
  ['a header without rows', 'a.csv', () => 'day,clicks\n', /E_NO_ROWS: .*no rows below/],
  [
    'binary junk',
    'a.csv',
    () => Buffer.concat([Buffer.of(7, 0, 3), randomBytes(4000)]),
    /E_FILE_BINARY/,
  ],
  ['a PDF', 'a.csv', () => '%PDF-1.7 …', /E_FILE_UNSUPPORTED: This is a PDF document/],
  ['a web page called .xls', 'a.xls', () => '<html><table></table></html>', /web page/],
  [
    'a document of an older program',
    'a.doc',
    () => Buffer.concat([OLE, Buffer.alloc(600), Buffer.from('WordDocument\0', 'utf16le')]),
    /E_FILE_UNSUPPORTED: .*such as a \.doc/,
  ],
  [
    'an encrypted archive',
    'a.xlsx',
    () => zip([{ name: 'xl/workbook.xml', content: 'x', isEncrypted: true }]),
    /password-protected/,
  ],
  [
    'a ZIP with several tables',
    'a.zip',
    () => zip(['a.csv', 'b.csv'].map((name) => ({ name, content: 'a,b' }))),
    /ZIP archive of 2 files, not a workbook/,
  ],
  [
    'a ZIP bomb by its own directory',
    'a.xlsx',
    () => zip([{ name: 'xl/workbook.xml', content: 'x', claimedSize: 3_900_000_000 }]),
    /E_FILE_BOMB: .*compression bomb/,
  ],
  [
    'a ZIP with very many entries',
    'a.xlsx',
    () => zip(Array.from({ length: 2_500 }, (_, n) => ({ name: `${n}`, content: '' }))),
    /E_FILE_BOMB: .*2500 entries/,
  ],
  [
    'an archive that unpacks to more than it says',
    'a.xlsx',
    () => lyingWorkbook(),
    /E_FILE_DAMAGED/,
  ],
  [
    'a cut-off workbook',
    'a.xlsx',
    () => workbook({ sheets: { A: sheetRow(1, ['a']) } }).subarray(0, 300),
    /E_FILE_DAMAGED/,
  ],
  [
    'a gzip bomb',
    'a.csv.gz',
    () => gzipSync(Buffer.alloc(120 * 1024 ** 2, 'a,b\n')),
    /E_FILE_BOMB/,
  ],
  [
    'a cut-off gzip file',
    'a.csv.gz',
    () => gzipSync(randomBytes(50_000).toString('hex')).subarray(0, 9_000),
    /E_FILE_TRUNCATED: .*cut off/,
  ],
  [
    'more than 1,000 columns',
    'a.csv',
    () => `${columns(1_200)}\n${columns(1_200)}\n`,
    /E_TOO_MANY_COLUMNS: The file has 1200 columns/,
  ],
  [
    'a JSON document of lists',
    'a.json',
    () => '[[1,5],[2,6]]',
    /E_NO_RECORDS: .*a list of lists, so its values have no names/,
  ],
  ['a JSON document without records', 'a.json', () => '{"a": [1, 2]}', /E_NO_RECORDS/],
]

function columns(count: number) {
  return Array.from({ length: count }, (_, index) => `c${index}`).join(',')
}

function lyingWorkbook() {
  const good = 'x'.repeat(5_000)
  return zip([
    { name: 'xl/_rels/workbook.xml.rels', content: good, claimedSize: 10 },
    { name: 'xl/workbook.xml', content: good, claimedSize: 10 },
  ])
}

test.group('Bad files', () => {
  for (const [title, name, content, answer] of BAD_FILES) {
    test(`${title} is refused with a sentence`, async ({ assert }) => {
      assert.match(await refusal(name, content()), answer)
    })
  }

  test('a sheet of {kind} is refused with a sentence')
    .with([
      { kind: 'a delimited text file', content: 'day,sales\n2026-05-01,1\n' },
      { kind: 'a JSON document', content: '[{"day":"2026-05-01","sales":1}]' },
      { kind: 'a file of JSON lines', content: '{"day":"2026-05-01"}\n{"day":"2026-05-02"}\n' },
    ])
    .run(async ({ assert }, { kind, content }) => {
      assert.equal(
        await refusal('a.txt', content, { sheet: 'May' }),
        `E_NO_SHEETS: This file has no sheets, because it is ${kind}, so there is no “May” to read. Leave the sheet out, or hand over the workbook.`
      )
    })

  test('200 columns are fine', async ({ assert }) => {
    const path = await givenFile('wide.csv', `${columns(200)}\n${columns(200)}\n`)

    const found = await inspectInChild({ path, fileName: 'wide.csv', chosen: {} })

    assert.lengthOf(found.columns, 200)
  })
})
