import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { decode } from '#reading/decode/decode'

type Declared = Parameters<typeof decode>[1]

const read = (content: string | Buffer, format: Declared, headers: Record<string, string> = {}) =>
  decode({ status: 200, headers, bytes: Buffer.from(content) }, format)

const CASES: [title: string, content: string | Buffer, format: Declared, body: unknown][] = [
  ['NDJSON', '{"a":1}\n\n{"a":2}\n', { as: 'ndjson' }, [{ a: 1 }, { a: 2 }]],
  ['NDJSON that breaks off', '{"a":1}\n{"a":', { as: 'ndjson' }, undefined],
  ['CSV', '\uFEFFa,b\r\n1,"x, ""y"""\r\n', { as: 'csv' }, [{ a: '1', b: 'x, "y"' }]],
  ['CSV of a header only', 'a,b\n', { as: 'csv' }, []],
  [
    'CSV without a header',
    '1;2',
    { as: 'csv', delimiter: ';', columns: ['a', 'b'] },
    [{ a: '1', b: '2' }],
  ],
  ['CSV below a title', 'Report\na\n1\n', { as: 'csv', skipLines: 1 }, [{ a: '1' }]],
  ['CSV with a short row', 'a,b\n1\n', { as: 'csv' }, [{ a: '1', b: '' }]],
  ['CSV with a row too long', 'a\n1,2\n', { as: 'csv' }, undefined],
  ['CSV with a quotation mark left open', 'a\n"1\n', { as: 'csv' }, undefined],
  ['CSV cut within its last row', 'a,b\n1,2\n3', { as: 'csv' }, undefined],
  ['nothing at all instead of CSV', '', { as: 'csv' }, undefined],
  ['JSON instead of CSV', '{"error":"internal"}', { as: 'csv' }, undefined],
  ['a web page instead of CSV', '<!doctype html><p>Maintenance', { as: 'csv' }, undefined],
  [
    'TSV in gzip',
    gzipSync('a\tb\n1\t2\n'),
    { as: 'tsv', compression: 'gzip' },
    [{ a: '1', b: '2' }],
  ],
  [
    'gzip that is cut off',
    gzipSync('a\n1').subarray(0, 15),
    { as: 'csv', compression: 'gzip' },
    undefined,
  ],
  [
    'Windows-1252',
    Buffer.from([97, 10, 0xe9]),
    { as: 'csv', charset: 'windows-1252' },
    [{ a: 'é' }],
  ],
  [
    'XML',
    '<s:R xmlns:s="u"><s:Row id="1"><n>5</n></s:Row><s:Row id="2"><constructor>x</constructor></s:Row></s:R>',
    { as: 'xml' },
    {
      R: {
        Row: [
          { '@id': '1', 'n': '5' },
          { '@id': '2', 'constructor': 'x' },
        ],
      },
    },
  ],
  ['XML that breaks off', '<a><b>', { as: 'xml' }, undefined],
]

test.group('An answer', () => {
  test('is read: {0}')
    .with(CASES)
    .run(async ({ assert }, [, content, format, body]) => {
      const decoded = await read(content, format)
      assert.deepEqual(decoded.body, body)
    })

  test('is unpacked as its headers say', async ({ assert }) => {
    const { body } = await read(gzipSync('{"a":1}'), { as: 'json' }, { 'content-encoding': 'gzip' })
    assert.deepEqual(body, { a: 1 })
  })

  test('that is a failure is read as JSON, whatever was asked for', async ({ assert }) => {
    const bytes = Buffer.from('{"error":"quota"}')
    const { body } = await decode({ status: 429, headers: {}, bytes }, { as: 'csv' })
    assert.deepEqual(body, { error: 'quota' })
  })
})
