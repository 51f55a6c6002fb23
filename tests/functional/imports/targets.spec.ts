import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { ask, importText, totalOf } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'

const ADS = 'day,cost,followers,place\n2026-01-01,300.75,12,NL\n'

const metric = (target: string) => ({ columns: { cost: { use: 'metric' as const, target } } })
const dimension = (target: string) => ({
  columns: { place: { use: 'dimension' as const, target } },
})

async function currenciesOf(organization: { id: string }) {
  const { rows } = await withTenant(organization.id, (tenant) =>
    tenant.query<{ currency: string }>(
      'SELECT currency FROM facts WHERE organization_id = $1 ORDER BY day',
      [organization.id]
    )
  )
  return rows.map(({ currency }) => currency)
}

test.group('A column mapped to the catalogue', () => {
  test('takes the unit and the way of adding up from there', async ({ assert }) => {
    const organization = await givenOrganization()

    const { found } = await importText(organization, ADS, {
      columns: {
        cost: { use: 'metric', target: 'spend', unit: 'count' },
        followers: { use: 'metric', target: 'followers' },
        place: { use: 'dimension', target: 'country' },
      },
    })

    assert.equal(await totalOf(organization, 'spend'), 300.75)
    assert.containsSubset(found.mapping.columns[2], { unit: 'count', aggregation: 'last' })
    const { series } = await ask(organization, { metrics: ['spend'], breakdowns: ['country'] })
    assert.deepEqual(series[0].breakdown, { country: 'NL' })
  })

  test('cannot fill {0}')
    .with([
      [
        'a metric that does not exist',
        metric('nonsense_metric'),
        /no metric “nonsense_metric”.*spend/,
      ],
      ['a ratio', metric('ctr'), /“ctr” is computed as .*clicks.* so no column can hold it/],
      ['the source', dimension('source'), /says which source the row is from.*Columns can feed/],
      ['the currency of a row', dimension('currency'), /follows from the currency/],
      ['what is no name', dimension('nonsense dim!'), /There is no dimension “nonsense dim!”/],
    ] as const)
    .run(async ({ assert }, [, request, sentence]) => {
      const organization = await givenOrganization()

      await assert.rejects(() => importText(organization, ADS, request), sentence)
    })

  test('shares it with no other column', async ({ assert }) => {
    const organization = await givenOrganization()
    const columns = { place: 'metric' as const, cost: { use: 'metric' as const, target: 'clicks' } }
    const request = { columns: { ...columns, followers: columns.cost } }

    await assert.rejects(
      () => importText(organization, ADS, request),
      /“cost” and “followers” are both mapped to “clicks”/
    )
  })
})

test.group('The currency of a source', () => {
  test('stays, until a file says otherwise', async ({ assert }) => {
    const organization = await givenOrganization({ currency: 'USD' })
    await importText(organization, 'day,cost\n2026-01-01,€5\n')
    await importText(organization, 'day,cost\n2026-01-02,6\n')
    await importText(organization, 'day,cost\n2026-01-03,£7\n')

    assert.deepEqual(await currenciesOf(organization), ['EUR', 'EUR', 'GBP'])
  })

  test('is one that exists', async ({ assert }) => {
    const organization = await givenOrganization()

    await assert.rejects(
      () => importText(organization, ADS, { currency: 'ZZZ' }),
      /“ZZZ” is not a currency of ISO 4217/
    )
  })
})

test.group('One day for a whole file', () => {
  test('is a day of the calendar', async ({ assert }) => {
    const organization = await givenOrganization()

    await assert.rejects(
      () => importText(organization, 'n\n1\n2\n', { fixedDay: '2026-02-31' }),
      /“2026-02-31” is not a valid date/
    )
  })
})
