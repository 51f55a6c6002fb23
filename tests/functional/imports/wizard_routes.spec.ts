import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import { drainQueue } from '#foundation/job_queue'
import RunImport from '#imports/actions/run_import'
import { runImportJob } from '#imports/jobs/run_import'
import Import from '#imports/models/import'
import { queueFileImport } from '#imports'
import { givenFile } from '#tests/support/files'
import { importText, storedFile, takenUp, totalOf } from '#tests/support/imports'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'

const SHOP = [
  'day,sales,note',
  ...Array.from({ length: 4 }, () => '2026-01-01,1,ok'),
  '2026-01-02,two,=HYPERLINK(x)',
].join('\n')

async function queued(rows: number) {
  const organization = await givenOrganization()
  const lines = Array.from({ length: rows }, (_, n) => `2026-01-${10 + (n % 20)},1`)
  const path = await givenFile('shop.csv', `day,sales\n${lines.join('\n')}\n`)
  const found = await queueFileImport({
    organization,
    file: await storedFile(path, 'shop.csv'),
    sourceName: 'shop',
    requestedBy: null,
    correlationId: newId(),
  })
  return { organization, found }
}

test.group('Import jobs', () => {
  test('an import that is killed between chunks goes on behind the last one', async ({
    assert,
  }) => {
    const { organization, found } = await queued(12_000)
    const killer = new AbortController()
    const order = takenUp(found)
    const land = new RunImport().execute({ ...order, signal: killer.signal })
    const firstChunk = async () => {
      const { lastPosition } = await withTenant(organization.id, () =>
        Import.of(organization).where('id', found.id).firstOrFail()
      )
      return lastPosition
    }
    while ((await firstChunk()) === 0) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    killer.abort()
    await land.catch(() => undefined)

    await new RunImport().execute(order)

    assert.equal(await totalOf(organization, 'shop:sales'), 12_000)
  })

  test('a long file whose end contradicts what was looked at lands nothing, unless accepted', async ({
    assert,
  }) => {
    const rows = (text: string) => `2026-01-01,${text}\n`.repeat(60)
    const land = async (accept: boolean) => {
      const organization = await givenOrganization()
      const path = await givenFile('long.csv', `day,sales\n${rows('1')}${rows('many')}`)
      const found = await queueFileImport({
        organization,
        file: await storedFile(path, 'long.csv'),
        sourceName: 'shop',
        request: { columns: { sales: { use: 'metric' } }, accept: true },
        requestedBy: null,
        correlationId: newId(),
      })
      // As if the time had ended behind the good rows.
      await withTenant(organization.id, async (tenant) => {
        const kept = await Import.of(organization).where('id', found.id).firstOrFail()
        const inspection = { ...kept.inspection, isComplete: false, rowsSampled: 60 }
        const mapping = { ...kept.mapping, accept }
        await kept.merge({ inspection, mapping }).useTransaction(tenant.trx).save()
      })
      await new RunImport().execute(takenUp(found)).catch(() => undefined)
      return totalOf(organization, 'shop:sales')
    }

    assert.deepEqual([await land(false), await land(true)], ['no_rows', 60])
  })

  test('the queue lands it once', async ({ assert }) => {
    const { organization } = await queued(10)

    await drainQueue(runImportJob)
    await drainQueue(runImportJob)

    assert.equal(await totalOf(organization, 'shop:sales'), 10)
  })
})

test.group('Import pages', () => {
  test('rejected rows are downloaded without live formulas', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization))
    const { found } = await importText(organization, SHOP)

    const response = await as(
      client.get(`/o/${organization.slug}/imports/${found.id}/rejected.csv`)
    )

    assert.include(response.text(), "'=HYPERLINK(x)")
    assert.include(response.text(), '“two” is not a number')
  })

  test('an import of another organization does not exist', async ({ client }) => {
    const [ours, theirs] = [await givenOrganization(), await givenOrganization()]
    const as = await signIn(await givenMember(ours))
    const { found } = await importText(theirs, SHOP)

    const response = await as(client.get(`/o/${ours.slug}/imports/${found.id}`))

    response.assertStatus(404)
  })

  test('an upload without a file is refused', async ({ client }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization))

    const response = await as(
      client.post(`/o/${organization.slug}/imports`).header('accept', 'application/json')
    )

    response.assertStatus(422)
  })

  test('a mapping of columns that the file does not have is refused, and not remembered: {$self}')
    .with([[1_000_000_000], [0, 0], [0, 99]])
    .run(async ({ client, assert }, indexes) => {
      const organization = await givenOrganization()
      const as = await signIn(await givenMember(organization, 'admin'))
      const path = await givenFile('shop.csv', SHOP)
      const uploaded = await as(
        client.post(`/o/${organization.slug}/imports`).file('file', path).redirects(0)
      )
      const column = { name: 'day', unit: 'count', aggregation: 'sum', isKey: false }
      const columns = indexes.map((index, place) => ({
        ...{ ...column, index, use: place === 0 ? 'day' : 'metric', dateStyle: 'text' },
      }))

      const response = await as(
        client
          .post(`${uploaded.header('location')}/landing`)
          .accept('json')
          .json({ sourceName: 'shop', mode: 'append', columns })
      )

      assert.deepEqual([response.status(), response.body().code], [422, 'E_MAPPING_FOREIGN'])
      const { rows } = await withTenant(organization.id, ({ query }) =>
        query('SELECT 1 FROM import_mappings WHERE organization_id = $1', [organization.id])
      )
      assert.lengthOf(rows, 0)
    })

  test('a sheet of a file that has none is refused, and nothing changes', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'admin'))
    const path = await givenFile('shop.csv', SHOP)
    const uploaded = await as(
      client.post(`/o/${organization.slug}/imports`).file('file', path).redirects(0)
    )
    const address = uploaded.header('location')!

    const refused = await as(
      client.put(`${address}/inspection`).accept('json').json({ sheet: 'May' })
    )

    refused.assertStatus(422)
    assert.match(refused.body().detail, /^This file has no sheets/)
    const page = await as(client.get(address).withInertia())
    assert.deepInclude(page.inertiaProps.import.format, { kind: 'csv', sheet: null })
  })

  test('an import says which days it covers, also after a repair', async ({ client, assert }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'admin'))
    const { found } = await importText(organization, SHOP)
    const address = `/o/${organization.slug}/imports/${found.id}`
    const shown = async () => {
      const page = await as(client.get(address).withInertia())
      return page.inertiaProps.import
    }
    const before = await shown()
    const values = [{ column: 'sales', value: '2' }]

    await as(
      client.post(`${address}/repairs`).json({ repairs: [{ id: before.rejected[0].id, values }] })
    )

    const after = await shown()
    assert.deepEqual(before.days, { from: '2026-01-01', to: '2026-01-01' })
    assert.deepEqual(after.days, { from: '2026-01-01', to: '2026-01-02' })
  })

  test('the wizard refuses {0}')
    .with([
      ['a day that the calendar has not', { fixedDay: '2026-02-31' }, 'not a valid date'],
      ['a currency that does not exist', { currency: 'ZZZ' }, 'Unknown currency'],
    ] as const)
    .run(async ({ client, assert }, [, wrong, sentence]) => {
      const organization = await givenOrganization()
      const as = await signIn(await givenMember(organization, 'admin'))
      const { found } = await importText(organization, SHOP)
      const address = `/o/${organization.slug}/imports/${found.id}/landing`
      const order = { sourceName: 'shop', mode: 'append', columns: found.mapping.columns }

      const answer = await as(
        client
          .post(address)
          .accept('json')
          .json({ ...order, ...wrong })
      )

      answer.assertStatus(422)
      assert.include(answer.text(), sentence)
    })

  test('1,000,000 rows are looked through before anything is imported', async ({ assert }) => {
    const organization = await givenOrganization()
    const row = '2026-01-01,1\n'
    const path = await givenFile('big.csv', `day,sales\n${row.repeat(1_000_000)}`)
    const { default: InspectUpload } = await import('#imports/actions/inspect_upload')

    const found = await new InspectUpload().execute(organization, {
      file: await storedFile(path, 'big.csv'),
      createdBy: null,
    })

    assert.deepEqual([found.inspection.isComplete, found.inspection.rowsSampled], [true, 1_000_000])
  })
})
