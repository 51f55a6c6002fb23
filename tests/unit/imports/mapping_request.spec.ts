import { test } from '@japa/runner'
import { readMappingRequest } from '#imports'

const complaints = [
  ['{', 'The mapping is not JSON. Write it like {"columns": {"Region": "dimension"}}.'],
  [
    '{"colums":{}}',
    'mapping must not have “colums”, which is unknown. Correct it and send the file again.',
  ],
  [
    '{"columns":{"Region":{"use":"metric","unit":"furlongs"}}}',
    'mapping.columns.Region.unit must be one of count, currency, percent, seconds, bytes, score, number. Correct it and send the file again.',
  ],
  [
    '{"format":{"headerRow":-1}}',
    'mapping.format.headerRow must be >= 0. Correct it and send the file again.',
  ],
] as const

test.group('A mapping of a program', () => {
  test('says where it is wrong: {0}')
    .with([...complaints])
    .run(({ assert }, [given, sentence]) => {
      assert.throws(() => readMappingRequest(given), sentence)
    })

  test('is taken as it is where it makes sense', ({ assert }) => {
    const mapping = { day: 'Datum', columns: { Umsatz: { use: 'metric', unit: 'currency' } } }

    assert.deepEqual(readMappingRequest(JSON.stringify(mapping)), mapping)
  })
})
