import { test } from '@japa/runner'
import { givenMember } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { givenScriptedSource } from '#tests/support/syncs'
import Organization from '#organizations/models/organization'

async function givenChosenSource() {
  const source = await givenScriptedSource()
  for (const account of ['eu', 'us']) {
    await source.query(
      `INSERT INTO connection_accounts (organization_id, connection_id, external_id, name, attributes,
         is_selected, created_at) VALUES ($1, $2, $3, $3, '{}', $3 = 'eu', now())`,
      [source.organizationId, source.connectionId, account]
    )
  }
  const organization = await Organization.findOrFail(source.organizationId)
  const as = await signIn(await givenMember(organization))
  const chosen = async () => {
    const sql = 'SELECT external_id AS id FROM connection_accounts WHERE is_selected ORDER BY 1'
    const { rows } = await source.query<{ id: string }>(sql)
    return rows.map(({ id }) => id)
  }
  const path = `/o/${organization.slug}/sources/${source.connectionId}`
  return { source, as, chosen, path }
}

test.group('Settings of a source', () => {
  test('name accounts that the vendor listed: {title}')
    .with([
      { title: 'none', accounts: [], says: /Choose one, or pause the source/ },
      { title: 'an unknown one', accounts: ['nope'], says: /has no account “nope”/ },
      { title: 'a known and an unknown', accounts: ['us', 'nope'], says: /has no account “nope”/ },
    ])
    .run(async ({ client, assert }, { accounts, says }) => {
      const { as, path, chosen } = await givenChosenSource()

      const response = await as(client.patch(path).accept('json').json({ accounts }))

      assert.equal(response.status(), 422)
      assert.match(response.body().detail, says)
      assert.deepEqual(await chosen(), ['eu'])
    })

  test('choose other accounts, named twice or not', async ({ client, assert }) => {
    const { as, path, chosen } = await givenChosenSource()

    await as(client.patch(path).json({ accounts: ['us', 'us'] }))

    assert.deepEqual(await chosen(), ['us'])
  })

  test('and requests with a day or a number that is none are refused: {where} {request}')
    .with([
      { method: 'patch', where: '', request: { syncEveryMinutes: 7.5 }, field: 'syncEveryMinutes' },
      {
        method: 'post',
        where: '/syncs',
        request: { from: '2026-02-30', to: '2026-03-01' },
        field: 'from',
      },
      {
        method: 'post',
        where: '/syncs',
        request: { from: '2026-02-01', to: '2026-02-29' },
        field: 'to',
      },
      {
        method: 'post',
        where: '/syncs',
        request: { from: '0001-01-01', to: '2026-03-01' },
        field: 'from',
      },
      {
        method: 'post',
        where: '/beginning',
        request: { backfillFrom: '2026-02-30' },
        field: 'backfillFrom',
      },
      {
        method: 'post',
        where: '/beginning',
        request: { backfillFrom: '0001-01-01' },
        field: 'backfillFrom',
      },
      {
        method: 'post',
        where: '/beginning',
        request: { backfillFrom: '2026-2-3' },
        field: 'backfillFrom',
      },
    ] as const)
    .run(async ({ client, assert }, { method, where, request, field }) => {
      const { as, path, source } = await givenChosenSource()

      const response = await as(
        client[method](path + where)
          .accept('json')
          .json(request)
      )

      assert.equal(response.status(), 422)
      assert.deepEqual(
        response.body().errors.map((fault: { field: string }) => fault.field),
        [field]
      )
      const { rows } = await source.query('SELECT 1 FROM sync_runs')
      assert.lengthOf(rows, 0)
    })
})
