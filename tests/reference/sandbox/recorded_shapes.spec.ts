import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { givenEmulator, givenGoogleAds } from '#tests/support/emulator'
import { referencePath } from '#tests/support/reference_tables'

const EUROPE = '4115550101'

interface Exchange {
  path: string
  request: { data?: { query: string } }
  response: unknown
}

function recorded(vendor: string, name: string): Exchange {
  const file = referencePath('vendors', vendor, 'recorded_nango', `${name}.json`)
  return JSON.parse(readFileSync(file, 'utf8')).exchanges[0]
}

/** `path type` of everything in the value; `null` and empty lists say nothing about a type. */
function shape(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap((each) => shape(each, `${path}[]`)))]
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, each]) => shape(each, `${path}.${name}`))
  }
  return value === null ? [] : [`${path} ${typeof value}`]
}

const paths = (lines: string[]) => lines.map((line) => line.split(' ')[0])

test.group('Emulator against recorded answers', (group) => {
  let emulator: Awaited<ReturnType<typeof givenEmulator>>
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })

  test('Google Ads: {$self} has the recorded shape')
    .with(['search-google-ads', 'ad-groups', 'ad-group-ads', 'campaigns'])
    .run(async ({ assert }, name) => {
      const { path, request, response } = recorded('google-ads', name)
      // Dates got a time with v23, and the recordings are of v21.
      const query = request.data!.query.replaceAll(/campaign\.(start|end)_date,/g, '')
      const google = await givenGoogleAds(emulator)

      const { body } = path.endsWith('Stream')
        ? await google.stream(EUROPE, query)
        : await google.search(EUROPE, query)

      const theirs = shape(response).filter((line) => !/(start|end)Date /.test(line))
      assert.sameMembers(shape(body), theirs)
    })

  test('Stripe: every field of {list} exists in the recording, with the same type')
    .with([
      { list: 'refunds', name: 'refunds', ours: [] },
      // Where they live is all we say of customers; the recorded ones have no address.
      { list: 'customers', name: 'customers', ours: ['.data[].address.country'] },
      {
        list: 'subscriptions?status=all',
        name: 'subscriptions',
        ours: ['.data[].canceled_at', '.data[].ended_at'],
      },
    ])
    .run(async ({ assert }, { list, name, ours }) => {
      const { response } = recorded('stripe', name)
      const known = new Set(shape(response))
      const untyped = new Set(nullPaths(response))

      const { body } = await emulator.stripe(`/v1/${list}`)

      const strange = shape(body).filter((line) => !known.has(line))
      const unexpected = paths(strange).filter((path) => !untyped.has(path) && !ours.includes(path))
      assert.deepEqual(unexpected, [])
    })
})

/** Fields that the recording shows as null only. */
function nullPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((each) => nullPaths(each, `${path}[]`))
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, each]) => nullPaths(each, `${path}.${name}`))
  }
  return value === null ? [path] : []
}
