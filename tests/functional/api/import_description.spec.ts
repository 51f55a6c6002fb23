import { test } from '@japa/runner'
import type { describeImport } from '#imports'
import { givenApiKey } from '#tests/support/api_keys'
import { faultsAgainst } from '#tests/support/api_description'
import { ask, importText, totalOf } from '#tests/support/imports'
import { givenOrganization } from '#tests/support/organizations'

type ImportDescription = Awaited<ReturnType<typeof describeImport>>

async function givenImporter() {
  const organization = await givenOrganization()
  return { organization, key: await givenApiKey(organization, ['imports:write']) }
}

function call(path: string, key: string, init: RequestInit = {}) {
  const headers = { 'authorization': `Bearer ${key}`, 'content-type': 'text/csv' }
  return fetch(`${process.env.APP_URL}/api/v1${path}`, { ...init, headers })
}

const FILE = `Day,Campaign,Cost (EUR),Clicks,Empty
2026-01-01,Brand,10.50,5,
2026-01-02,Brand,twenty,6,
never,Brand,1.00,1,
2026-01-03,Generic,8.00,4,
2026-01-04,Generic,2.00,2,
Total,,20.50,12,
`

test.group('An import over REST', () => {
  test('says what was assumed, left out and rejected', async ({ assert }) => {
    const { organization, key } = await givenImporter()
    const { found } = await importText(organization, FILE)

    const response = await call(`/imports/${found.id}`, key)
    const described = (await response.json()) as ImportDescription

    assert.deepEqual(faultsAgainst('ImportDescription', described), [])
    assert.containsSubset(described, {
      records: { read: 5, written: 3, rejected: 2, excluded: 1 },
      ignoredColumns: [{ name: 'Empty' }],
      excludedRows: [{ position: 7, kind: 'total' }],
    })
    assert.deepEqual(
      described.rejections.map(({ field, rows, samples }) => [field, rows, samples[0].value]),
      [
        ['Cost (EUR)', 1, 'twenty'],
        ['Day', 1, 'never'],
      ]
    )
    const cost = described.columns.find(({ name }) => name === 'Cost (EUR)')
    assert.deepEqual(cost?.feeds, ['shop:cost_eur', 'spend'])
    assert.equal(await totalOf(organization, 'spend'), 20.5)
  })

  test('is refused with the question where nothing decides what the file means', async ({
    assert,
  }) => {
    const { key } = await givenImporter()
    const body = 'day,wert\n2026-03-13,1.234\n2026-03-14,2.345\n'

    const refused = await call('/imports?name=Shop', key, { method: 'POST', body })
    const mapping = encodeURIComponent('{"format":{"decimal":","}}')
    const taken = await call(`/imports?name=Shop&mapping=${mapping}`, key, { method: 'POST', body })

    assert.deepEqual([refused.status, taken.status], [422, 202])
    assert.containsSubset(await refused.json(), { code: 'E_IMPORT_QUESTION' })
    assert.deepEqual(faultsAgainst('AcceptedImport', await taken.json()), [])
  })

  test('of another organization is not there', async ({ assert }) => {
    const { key } = await givenImporter()
    const other = await givenOrganization()
    const { found } = await importText(other, 'day,clicks\n2026-01-01,1\n')

    const { status } = await call(`/imports/${found.id}`, key)

    assert.equal(status, 404)
  })
})

test.group('Columns of a file', () => {
  test('join the channels, campaigns, countries and devices that other sources report', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const head = 'day,Channel,Campaign,Land,Gerät,Klicks\n'
    await importText(organization, `${head}2026-01-01,Paid,Brand,Niederlande,Mobil,5\n`)

    const clicks = { metrics: ['clicks'] }
    const places = await ask(organization, { ...clicks, breakdowns: ['channel', 'country'] })
    const ads = await ask(organization, { ...clicks, breakdowns: ['campaign', 'device'] })

    assert.deepEqual(
      [...places.series, ...ads.series].map(({ breakdown }) => breakdown),
      [
        { channel: 'Paid', country: 'NL' },
        { campaign: 'Brand', device: 'mobile' },
      ]
    )
  })

  test('are money whether written whole or with cents', async ({ assert }) => {
    const organization = await givenOrganization()
    await importText(organization, 'day,cost\n2026-01-01,10\n2026-01-02,20\n', { source: 'a' })
    await importText(organization, 'day,cost\n2026-01-01,10.5\n2026-01-02,20.25\n', { source: 'b' })
    const cost = { use: 'metric' as const, scale: 'micros' as const }
    await importText(organization, 'day,cost\n2026-01-03,5000000\n', {
      source: 'c',
      columns: { cost },
    })

    assert.equal(await totalOf(organization, 'spend'), 65.75)
    assert.equal(await totalOf(organization, 'a:cost'), 30)
  })

  test('give a click-through rate from its parts', async ({ assert }) => {
    const organization = await givenOrganization()
    const text = 'day,impressions,clicks,ctr\n2026-01-01,1000,50,0.05\n2026-01-02,500,5,0.01\n'
    await importText(organization, text)

    assert.equal(await totalOf(organization, 'ctr'), 3.67)
    await assert.rejects(() => totalOf(organization, 'shop:ctr'), /cannot be added/)
  })
})
