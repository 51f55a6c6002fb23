import { test } from '@japa/runner'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRates, givenRows } from '#tests/support/warehouse_rows'
import { ask, plainPoints, plainSeries, plainTotals } from '#tests/support/metric_questions'

const DOLLARS_AND_EUROS = [
  { day: '2026-05-01', entity: 'Boston', currency: 'USD', numbers: [110, 10, 100] },
  { day: '2026-05-02', entity: 'Boston', currency: 'USD', numbers: [120, 10, 100] },
  { day: '2026-05-02', entity: 'Utrecht', currency: 'EUR', numbers: [50, 20, 100] },
]
const RATES = { '2026-05-01': { USD: 1.1 }, '2026-05-02': { USD: 1.2 } }

async function givenTwoCurrencies(rates: Record<string, Record<string, number>> = RATES) {
  const organization = await givenOrganization()
  await givenRows(organization, { slots: ADS_SLOTS, facts: DOLLARS_AND_EUROS, isRolledUp: true })
  await givenRates(organization, rates)
  return organization
}

test.group('Currencies', () => {
  test('amounts are converted at the rate of their own day', async ({ assert }) => {
    const organization = await givenTwoCurrencies()

    const result = await ask(organization, { metrics: ['spend', 'cpc'], currency: 'EUR' })

    assert.deepEqual(plainTotals(result), { spend: 250, cpc: 6.25 })
    assert.equal(result.currency, 'EUR')
  })

  test('the rates that were used are named', async ({ assert }) => {
    const organization = await givenTwoCurrencies()

    const result = await ask(organization, {
      metrics: ['spend', 'clicks'],
      currency: 'EUR',
      range: { from: '2026-05-01', to: '2026-05-02' },
    })

    assert.deepEqual(result.provenance.spend.exchangeRates, [
      {
        from: 'USD',
        to: 'EUR',
        firstDay: '2026-05-01',
        lastDay: '2026-05-02',
        lowest: 1 / 1.2,
        highest: 1 / 1.1,
        source: 'test rates',
      },
    ])
    assert.deepEqual(result.provenance.clicks.exchangeRates, [])
  })

  test('only rates of days with amounts are named', async ({ assert }) => {
    const organization = await givenTwoCurrencies({
      ...RATES,
      '2026-04-28': { USD: 1.9 },
      '2026-05-03': { USD: 1.01 },
    })

    const { provenance } = await ask(organization, { metrics: ['spend'], currency: 'EUR' })

    const [{ firstDay, lastDay, lowest, highest }] = provenance.spend.exchangeRates
    assert.deepEqual([firstDay, lastDay], ['2026-05-01', '2026-05-02'])
    assert.deepEqual([lowest, highest], [1 / 1.2, 1 / 1.1])
  })

  test('the asked currency needs no rate of its own', async ({ assert }) => {
    const organization = await givenOrganization()
    const facts = [
      { day: '2026-05-01', currency: 'EUR', numbers: [100, 0, 0] },
      { day: '2026-05-20', currency: 'USD', numbers: [50, 0, 0] },
    ]
    await givenRows(organization, { slots: ADS_SLOTS, facts })
    await givenRates(organization, { '2026-05-01': { USD: 1.2 } })

    const result = await ask(organization, { metrics: ['spend'], currency: 'USD' })

    assert.deepEqual(plainTotals(result), { spend: 170 })
  })

  test('a breakdown by campaign converts each row and still adds up', async ({ assert }) => {
    const organization = await givenTwoCurrencies()

    const result = await ask(organization, {
      metrics: ['spend'],
      currency: 'EUR',
      breakdowns: ['campaign'],
    })

    assert.deepEqual(plainSeries(result), { Boston: { spend: 200 }, Utrecht: { spend: 50 } })
  })

  test('a third currency goes over the euro', async ({ assert }) => {
    const organization = await givenTwoCurrencies({
      '2026-05-01': { USD: 1.1, GBP: 0.55 },
      '2026-05-02': { USD: 1.2, GBP: 0.6 },
    })

    const result = await ask(organization, { metrics: ['spend'], currency: 'GBP' })

    assert.deepEqual(plainTotals(result), { spend: 55 + 60 + 30 })
  })

  test('a weekend takes the last rate before it', async ({ assert }) => {
    const organization = await givenTwoCurrencies({ '2026-04-25': { USD: 1.1 } })

    const result = await ask(organization, {
      metrics: ['spend'],
      currency: 'EUR',
      range: { from: '2026-05-01', to: '2026-05-02' },
    })

    assert.closeTo(plainTotals(result).spend as number, (110 + 120) / 1.1 + 50, 1e-6)
  })

  test('a missing rate is refused with the currency and the days, never guessed', async ({
    assert,
  }) => {
    const organization = await givenTwoCurrencies({ '2026-05-02': { USD: 1.2 } })

    const refusal = await ask(organization, { metrics: ['spend'], currency: 'EUR' }).catch(
      (error) => error
    )

    assert.equal(refusal.code, 'E_RATE_MISSING')
    assert.include(refusal.message, 'USD (2026-05-01)')
    assert.deepEqual(refusal.detail.missing, [{ currency: 'USD', days: ['2026-05-01'] }])
  })

  test('amounts are converted over decades in a moment, and over centuries not at all', async ({
    assert,
  }) => {
    const organization = await givenTwoCurrencies()
    const since = (from: string) =>
      ask(organization, { metrics: ['spend'], currency: 'EUR', range: { from, to: '2026-05-02' } })
    const started = performance.now()

    assert.deepEqual(plainTotals(await since('1977-01-01')), { spend: 250 })
    assert.isBelow(performance.now() - started, 1_500)
    await assert.rejects(() => since('1900-01-01'), /converted over at most 50 years at once/)
  })

  test('a rate older than a week does not stand in', async ({ assert }) => {
    const organization = await givenTwoCurrencies({ '2026-04-23': { USD: 1.1 } })

    const refusal = await ask(organization, { metrics: ['spend'], currency: 'EUR' }).catch(
      (error) => error
    )

    assert.equal(refusal.code, 'E_RATE_MISSING')
  })

  test('without a currency, amounts of different ones are not added', async ({ assert }) => {
    const organization = await givenTwoCurrencies()

    const refusal = await ask(organization, { metrics: ['spend'] }).catch((error) => error)

    assert.equal(refusal.code, 'E_CURRENCIES_MIXED')
    assert.include(refusal.message, 'EUR, USD')
  })

  test('broken down by currency each keeps its own and only the total is missing', async ({
    assert,
  }) => {
    const organization = await givenTwoCurrencies()

    const result = await ask(organization, { metrics: ['spend'], breakdowns: ['currency'] })

    assert.deepEqual(plainSeries(result), { USD: { spend: 230 }, EUR: { spend: 50 } })
    assert.deepEqual(plainTotals(result), { spend: 'mixed_currencies' })
  })

  test('counts of rows in different currencies add up', async ({ assert }) => {
    const organization = await givenTwoCurrencies()

    const result = await ask(organization, { metrics: ['clicks'] })

    assert.deepEqual(plainTotals(result), { clicks: 40 })
  })

  test('one currency that is already the asked one needs no rate', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, {
      slots: ADS_SLOTS,
      facts: [{ day: '2026-05-03', currency: 'JPY', numbers: [5000, 1, 1] }],
    })

    const result = await ask(organization, { metrics: ['spend'], currency: 'JPY', grain: 'month' })

    assert.deepEqual(plainPoints(result, 'spend'), { '2026-05-01': 5000 })
  })

  test('made-up amounts take made-up rates, real ones only the rates of the organization', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const facts = [{ day: '2026-05-05', currency: 'USD', numbers: [100, 10, 100] }]
    await givenRows(organization, { slots: ADS_SLOTS, facts, mode: 'sandbox', connection: 'Toy' })
    const range = { from: '2026-05-05', to: '2026-05-05' }
    const question = { metrics: ['spend'], currency: 'EUR', range }
    const made = await ask(organization, question)
    const [rate] = made.provenance.spend.exchangeRates
    assert.closeTo(Number(plainTotals(made).spend), 100 * rate.lowest, 0.000_002)
    assert.equal(rate.source, 'Sample rates (fictional)')

    await givenRows(organization, { slots: ADS_SLOTS, facts, connection: 'Real' })
    await assert.rejects(() => ask(organization, question), /amounts of Real cannot be added/)
    await givenRates(organization, { '2026-05-05': { USD: 1.25 } })
    const both = await ask(organization, question)

    assert.closeTo(Number(plainTotals(both).spend), 100 * rate.lowest + 80, 0.000_002)
    assert.deepEqual(
      both.provenance.spend.exchangeRates.map(({ source }) => source),
      ['test rates', 'Sample rates (fictional)']
    )
  })
})
