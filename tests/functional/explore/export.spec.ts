import { test } from '@japa/runner'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

test.group('Exporting an answer', () => {
  test('gives one row per series and period, with formulas defused', async ({ assert, client }) => {
    const organization = await givenOrganization()
    await givenRows(organization, {
      slots: ADS_SLOTS,
      facts: [
        { day: '2026-05-01', entity: '=HYPERLINK("x")', numbers: [10.5, 4, 100] },
        { day: '2026-05-01', entity: 'Bread', numbers: [2, 0, 0] },
      ],
    })
    const as = await signIn(await givenMember(organization, 'viewer'))

    const response = await as(
      client.get(`/o/${organization.slug}/explore/export.csv`).qs({
        metrics: 'spend,ctr',
        by: 'campaign',
        grain: 'total',
        range: '2026-05-01..2026-05-31',
      })
    )

    response.assertStatus(200)
    response.assertHeader('content-type', 'text/csv; charset=utf-8')
    assert.isTrue(response.text().startsWith('\ufeff'))
    assert.deepEqual(response.text().trim().split('\r\n'), [
      '"Campaign","Period","Spend (EUR)","Click-through rate"',
      `"'=HYPERLINK(""x"")","2026-05-01 to 2026-05-31",10.5,4`,
      '"Bread","2026-05-01 to 2026-05-31",2,',
    ])
  })

  test('rounds what people round, and puts each number beside the one it is compared with', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    await givenRows(organization, {
      slots: ADS_SLOTS,
      facts: [
        { day: '2026-05-01', entity: 'Bread', numbers: [10, 3, 100] },
        { day: '2026-05-02', entity: 'Bread', numbers: [10.129999, 3, 700] },
        { day: '2026-05-02', entity: 'New', numbers: [5, 1, 10] },
      ],
    })
    const as = await signIn(await givenMember(organization, 'viewer'))

    const response = await as(
      client.get(`/o/${organization.slug}/explore/export.csv`).qs({
        metrics: 'spend,ctr',
        by: 'campaign',
        grain: 'total',
        range: '2026-05-02..2026-05-02',
        compare: 'previous_period',
      })
    )

    const lines = response.text().replaceAll('"', '').trim().split('\r\n')
    assert.deepEqual(lines.slice(1), [
      'Bread,2026-05-02 to 2026-05-02,10.13,10,0.43,3',
      'New,2026-05-02 to 2026-05-02,5,,10,',
    ])
    assert.include(lines[0], 'Spend (EUR),Spend (EUR), previous period from 2026-05-01')
  })

  test('holds a thousand series, and says what did not fit', async ({ assert, client }) => {
    const organization = await givenOrganization()
    const facts = Array.from({ length: 1_001 }, (_, index) => ({
      day: '2026-05-01',
      entity: `Campaign ${index}`,
      numbers: [0, index + 1, 0],
    }))
    await givenRows(organization, { slots: ADS_SLOTS, facts })
    const as = await signIn(await givenMember(organization, 'viewer'))
    const path = `/o/${organization.slug}/explore/export.csv`
    const range = '2026-05-01..2026-05-31'

    const response = await as(
      client.get(path).qs({ metrics: 'clicks', by: 'campaign', grain: 'total', range })
    )

    const lines = response.text().trim().split('\r\n')
    assert.lengthOf(lines, 1_002)
    assert.include(lines.at(-1), 'The 1000 highest of 1001 are shown')
  })

  test('refuses with a sentence what the engine refuses', async ({ client }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'viewer'))

    const response = await as(
      client
        .get(`/o/${organization.slug}/explore/export.csv`)
        .header('accept', 'application/json')
        .qs({ metrics: 'no_such_metric' })
    )

    response.assertStatus(422)
    response.assertBodyContains({ code: 'E_METRIC_UNKNOWN' })
  })

  test('is not for people whose role may not ask', async ({ client }) => {
    const organization = await givenOrganization()
    const as = await signIn(await givenMember(organization, 'client'))

    const response = await as(client.get(`/o/${organization.slug}/explore/export.csv`))

    response.assertStatus(403)
  })
})
