import { test } from '@japa/runner'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { givenApiKey } from '#tests/support/api_keys'
import { faultsAgainst } from '#tests/support/api_description'
import { givenOrganization } from '#tests/support/organizations'
import { givenFile } from '#tests/support/files'

const SALES = 'Day,Region,Sales\n2026-05-01,North,10.50\n2026-05-02,South,20.25\n'

async function givenImporter() {
  const organization = await givenOrganization()
  return { organization, key: await givenApiKey(organization, ['imports:write']) }
}

/** Sends the raw bytes, as a program without a form library does. */
interface Sending {
  query?: string
  headers?: Record<string, string | undefined>
}

function send(key: string, body: string, { query = 'name=Shop', headers = {} }: Sending = {}) {
  const own = { 'authorization': `Bearer ${key}`, 'content-type': 'text/csv' }
  return fetch(`${process.env.APP_URL}/api/v1/imports?${query}`, {
    method: 'POST',
    body,
    headers: { ...own, ...headers } as Record<string, string>,
  })
}

async function importsOf(organization: Organization) {
  return withTenant(organization.id, async (tenant) => {
    const { rows } = await tenant.query(
      'SELECT i.id, i.state, i.byte_size::int AS bytes, r.status FROM imports i LEFT JOIN sync_runs r ON r.organization_id = $1 AND r.id = i.run_id WHERE i.organization_id = $1',
      [organization.id]
    )
    return rows
  })
}

async function uploadsOf(organization: Organization) {
  return readdir(join(process.env.DATA_DIR ?? 'tmp', 'uploads', organization.id)).catch(() => [])
}

test.group('POST /api/v1/imports', () => {
  test('takes a file as the body and queues its import', async ({ assert }) => {
    const { organization, key } = await givenImporter()

    const response = await send(key, SALES)
    const accepted = (await response.json()) as { importId: string; run: string }

    assert.equal(response.status, 202)
    assert.deepEqual(faultsAgainst('AcceptedImport', accepted), [])
    assert.equal(response.headers.get('location'), accepted.run)
    assert.deepEqual(await importsOf(organization), [
      { id: accepted.importId, state: 'queued', bytes: SALES.length, status: 'queued' },
    ])
  })

  test('takes a file of a form with a mapping', async ({ client, assert }) => {
    const { organization, key } = await givenImporter()
    const path = await givenFile('sales.csv', SALES)

    const response = await client
      .post('/api/v1/imports')
      .bearerToken(key)
      .field('name', 'Shop')
      .field('mapping', JSON.stringify({ columns: { Region: 'ignore' } }))
      .file('file', path)

    response.assertStatus(202)
    const [found] = await importsOf(organization)
    assert.equal(found.bytes, SALES.length)
  })

  test('a repeated request gets the first answer and starts nothing', async ({ assert }) => {
    const { organization, key } = await givenImporter()
    const headers = { 'idempotency-key': 'order-1' }

    const [first, second] = [
      await send(key, SALES, { headers }),
      await send(key, SALES, { headers }),
    ]

    assert.deepEqual(await second.json(), await first.json())
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
    assert.lengthOf(await importsOf(organization), 1)
    assert.lengthOf(await uploadsOf(organization), 1)
  })

  test('requests that arrive at once start one import', async ({ assert }) => {
    const { organization, key } = await givenImporter()

    const answers = await Promise.all(
      [1, 2, 3].map(() => send(key, SALES, { headers: { 'idempotency-key': 'order-2' } }))
    )

    assert.notInclude(
      answers.map(({ status }) => status),
      500
    )
    assert.lengthOf(await importsOf(organization), 1)
  })

  test('the same key with another file is refused', async ({ assert }) => {
    const { key } = await givenImporter()
    const headers = { 'idempotency-key': 'order-3' }
    await send(key, SALES, { headers })

    const response = await send(key, `${SALES}2026-05-03,East,1\n`, { headers })

    assert.equal(response.status, 422)
    assert.containsSubset(await response.json(), { code: 'E_IDEMPOTENCY_KEY_REUSED' })
  })

  test('refuses {code} with status {status} and keeps no file')
    .with([
      { code: 'E_VALIDATION', status: 422, query: '' },
      { code: 'E_VALIDATION', status: 422, query: 'name=Shop&mapping={' },
      { code: 'E_VALIDATION', status: 422, query: 'name=Shop&mapping={"colour":"red"}' },
      {
        code: 'E_VALIDATION',
        status: 422,
        query: 'name=Shop&mapping={"columns":{"Region":{"unit":"furlongs"}}}',
      },
      { code: 'E_VALIDATION', status: 422, query: 'name=Shop&sheet=May&sheet=June' },
      { code: 'E_VALIDATION', status: 422, query: 'name=Shop&fooo=1' },
      { code: 'E_MAPPING_DAY', status: 422, query: 'name=Shop&mapping={"fixedDay":"2026-02-31"}' },
      { code: 'E_MAPPING_CURRENCY', status: 422, query: 'name=Shop&mapping={"currency":"ZZZ"}' },
      {
        code: 'E_MAPPING_TARGET',
        status: 422,
        query: 'name=Shop&mapping={"columns":{"Sales":{"use":"metric","target":"ctr"}}}',
      },
      { code: 'E_NO_SHEETS', status: 422, query: 'name=Shop&sheet=May' },
      { code: 'E_NO_SHEETS', status: 422, query: 'name=Shop&mapping={"format":{"sheet":"May"}}' },
      { code: 'E_MAPPING_COLUMN', status: 422, query: 'name=Shop&mapping={"day":"Moment"}' },
      {
        code: 'E_MEDIA_TYPE_UNSUPPORTED',
        status: 415,
        query: 'name=Shop',
        headers: { 'content-type': 'image/png' },
      },
      {
        code: 'E_IDEMPOTENCY_KEY_INVALID',
        status: 400,
        query: 'name=Shop',
        headers: { 'idempotency-key': 'two words' },
      },
    ])
    .run(async ({ assert }, { code, status, query, headers }) => {
      const { organization, key } = await givenImporter()

      const response = await send(key, SALES, { query: encodeURI(query), headers })
      const problem = await response.json()

      assert.deepEqual(
        [response.status, response.headers.get('content-type')],
        [status, 'application/problem+json']
      )
      assert.containsSubset(problem, { code })
      assert.deepEqual(faultsAgainst('Problem', problem), [])
      assert.deepEqual([await importsOf(organization), await uploadsOf(organization)], [[], []])
    })

  test('refuses an empty file with the sentence of the importer', async ({ assert }) => {
    const { organization, key } = await givenImporter()

    const response = await send(key, '')

    assert.equal(response.status, 422)
    assert.containsSubset(await response.json(), { status: 422 })
    assert.deepEqual(await importsOf(organization), [])
  })

  test('needs the scope', async ({ assert }) => {
    const key = await givenApiKey(await givenOrganization(), ['metrics:read'])

    const { status } = await send(key, SALES)

    assert.equal(status, 403)
  })

  test('drops nothing without a word: of two files none is taken', async ({ assert }) => {
    const { organization, key } = await givenImporter()
    const form = new FormData()
    form.set('name', 'Shop')
    form.append('file', new Blob([SALES]), 'one.csv')
    form.append('file', new Blob([SALES]), 'two.csv')

    const response = await fetch(`${process.env.APP_URL}/api/v1/imports`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${key}` },
    })

    assert.equal(response.status, 422)
    assert.propertyVal(await response.json(), 'code', 'E_FILES_MANY')
    assert.isEmpty(await importsOf(organization))
    assert.isEmpty(await uploadsOf(organization))
  })

  test('says that a body is missing, and that a switch is no word')
    .with([
      ['', 'name=Shop', 'E_FILE_EMPTY'],
      [SALES, 'name=Shop&again=perhaps', 'E_VALIDATION'],
    ])
    .run(async ({ assert }, [body, query, code]) => {
      const { key } = await givenImporter()

      const response = await send(key, body, { query })

      assert.equal(response.status, 422)
      assert.propertyVal(await response.json(), 'code', code)
    })
})
