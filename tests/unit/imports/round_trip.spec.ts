import { test } from '@japa/runner'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { decodeText } from '#imports/reading/encoding'
import { DelimitedParser } from '#imports/reading/delimited_parser'

const DELIMITERS = [',', ';', '\t', '|']
const LINE_ENDS = ['\n', '\r\n', '\r']
const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be']

const latin = fc.string({ unit: fc.constantFrom(...'ab1 é€ñß",;|\t\n\r\'=') })
const any = fc.string({ unit: 'grapheme' }).filter((text) => !/\ufeff|\ufffe/.test(text))

function write(table: string[][], { delimiter, lineEnd }: { delimiter: string; lineEnd: string }) {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  return table.map((row) => row.map(quote).join(delimiter)).join(lineEnd)
}

async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size)
  }
}

interface Cut {
  delimiter: string
  encoding: string
  size: number
}

async function read(bytes: Buffer, { delimiter, encoding, size }: Cut) {
  const parser = new DelimitedParser({ delimiter, quote: '"' })
  const rows: string[][] = []
  for await (const text of decodeText(pieces(bytes, size), encoding)) {
    rows.push(...parser.push(text).map((row) => row.cells))
  }
  return [...rows, ...parser.end().map((row) => row.cells)]
}

function tables(cell: fc.Arbitrary<string>) {
  return fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 8,
    })
  )
}

test.group('Delimited text', () => {
  test('any table comes back equal, whatever it was written with and wherever it is cut', async ({
    assert,
  }) => {
    const dialect = fc.record({
      delimiter: fc.constantFrom(...DELIMITERS),
      lineEnd: fc.constantFrom(...LINE_ENDS),
      encoding: fc.constantFrom(...ENCODINGS),
      size: fc.integer({ min: 1, max: 40 }),
    })
    await fc.assert(
      fc.asyncProperty(tables(any), dialect, async (table, how) => {
        const bytes = iconv.encode(write(table, how), how.encoding)
        assert.deepEqual(await read(bytes, how), table)
      }),
      { numRuns: 300 }
    )
  })

  test('Windows-1252 tables come back equal', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(tables(latin), async (table) => {
        const how = { delimiter: ';', lineEnd: '\r\n', encoding: 'windows-1252', size: 7 }
        assert.deepEqual(await read(iconv.encode(write(table, how), 'windows-1252'), how), table)
      }),
      { numRuns: 100 }
    )
  })

  test('mixed line ends, blank lines and an unquoted quotation mark are read as people mean them', ({
    assert,
  }) => {
    const parser = new DelimitedParser({ delimiter: ',', quote: '"' })

    const rows = [...parser.push('a,b\r\n1,5" pipe\n\n'), ...parser.push('2,x\r'), ...parser.end()]

    assert.deepEqual(rows, [
      { position: 1, cells: ['a', 'b'] },
      { position: 2, cells: ['1', '5" pipe'] },
      { position: 4, cells: ['2', 'x'] },
    ])
  })
})
