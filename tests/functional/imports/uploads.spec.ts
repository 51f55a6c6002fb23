import { test } from '@japa/runner'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DateTime } from 'luxon'
import pg from 'pg'
import { newId, withTenant } from '#foundation'
import SweepUploads from '#imports/actions/sweep_uploads'
import Import from '#imports/models/import'
import { uploadsFolder } from '#imports/uploads'
import { givenApiKey } from '#tests/support/api_keys'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { sessionHeaders } from '#tests/support/sign_in'

const SHOP = 'day,sales\n2026-01-01,1\n'

/** The open transactions of this database that wait for their client. */
async function openTransactions(): Promise<number> {
  const client = new pg.Client({ connectionString: process.env.DB_ADMIN_URL })
  await client.connect()
  try {
    const { rows } = await client.query(
      `SELECT count(*)::int AS open FROM pg_stat_activity
       WHERE datname = $1 AND state = 'idle in transaction'`,
      [new URL(process.env.DB_APP_URL!).pathname.slice(1)]
    )
    return rows[0].open
  } finally {
    await client.end()
  }
}

function uploadsOf(organizationId: string): Promise<string[]> {
  return readdir(join(uploadsFolder(), organizationId)).catch(() => [])
}

/** A body whose second half waits until the first has arrived and `meanwhile` has looked around. */
function slowly(parts: [string, string], meanwhile: () => Promise<void>) {
  async function* body() {
    yield Buffer.from(parts[0])
    await meanwhile()
    yield Buffer.from(parts[1])
  }
  return { body: body() as unknown as string, duplex: 'half' as const }
}

async function untilArriving(organizationId: string) {
  let arrived: string[] = []
  while (arrived.length === 0) {
    await delay(10)
    arrived = await uploadsOf(organizationId)
  }
}

function form(content: string): [string, string] {
  const head = '--cut\r\nContent-Disposition: form-data; name="file"; filename="shop.csv"\r\n\r\n'
  return [`${head}${content}`, '2026-01-02,2\n\r\n--cut--\r\n']
}

test.group('Uploads', () => {
  test('no transaction is open while a file arrives in the wizard', async ({ assert }) => {
    const organization = await givenOrganization()
    const headers = await sessionHeaders(await givenMember(organization, 'owner'))
    let open = -1

    const response = await fetch(`${process.env.APP_URL}/o/${organization.slug}/imports`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...headers, 'content-type': 'multipart/form-data; boundary=cut' },
      ...slowly(form(SHOP), async () => {
        await untilArriving(organization.id)
        open = await openTransactions()
      }),
    })

    assert.equal(response.status, 303)
    assert.match(response.headers.get('location')!, /\/imports\/[\da-f-]{36}$/)
    assert.equal(open, 0)
  })

  test('nor while a program sends one', async ({ assert }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['imports:write'])
    let open = -1

    const response = await fetch(`${process.env.APP_URL}/api/v1/imports?name=Shop`, {
      method: 'POST',
      headers: { 'authorization': `Bearer ${key}`, 'content-type': 'text/csv' },
      ...slowly([SHOP, '2026-01-02,2\n'], async () => {
        await untilArriving(organization.id)
        open = await openTransactions()
      }),
    })

    assert.equal(response.status, 202)
    assert.equal(open, 0)
  })

  test('a file that cannot be read is not kept', async ({ assert }) => {
    const organization = await givenOrganization()
    const headers = await sessionHeaders(await givenMember(organization, 'owner'))
    const body = new FormData()
    body.set('file', new Blob(['']), 'empty.csv')

    await fetch(`${process.env.APP_URL}/o/${organization.slug}/imports`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...headers, accept: 'text/html' },
      body,
    })

    assert.deepEqual(await uploadsOf(organization.id), [])
  })

  test('uploads that nobody has touched for four minutes go where no open import refers to them', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const folder = join(uploadsFolder(), organization.id)
    await mkdir(folder, { recursive: true })
    const [left, waiting, fresh] = ['left', 'waiting', 'fresh'].map((name) => join(folder, name))
    await Promise.all([left, waiting, fresh].map((path) => writeFile(path, SHOP)))
    const old = DateTime.utc().minus({ minutes: 4, seconds: 1 }).toJSDate()
    await Promise.all([left, waiting].map((path) => utimes(path, old, old)))
    await withTenant(organization.id, () =>
      Import.createIn(organization, {
        fileName: 'shop.csv',
        storedPath: waiting,
        byteSize: SHOP.length,
        checksum: newId(),
        lastPosition: 0,
        state: 'inspected',
        createdBy: null,
      })
    )

    await new SweepUploads().execute(DateTime.utc())

    assert.sameMembers(await uploadsOf(organization.id), ['waiting', 'fresh'])
  })
})
