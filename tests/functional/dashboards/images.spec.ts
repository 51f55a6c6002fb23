import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { PurgeDeleted } from '#dashboards/actions/purge_deleted'
import { withTenant } from '#foundation'
import { givenDashboard } from '#tests/support/business'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { sessionHeaders } from '#tests/support/sign_in'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

async function given() {
  const organization = await givenOrganization()
  const { slug } = await givenDashboard(organization)
  const person = await givenMember(organization, 'admin')
  const headers = await sessionHeaders(person)
  const base = process.env.APP_URL
  const path = `/o/${organization.slug}/dashboards`
  const send = (content: Buffer, type = 'image/png') =>
    fetch(`${base}${path}/images`, {
      method: 'POST',
      headers: { ...headers, 'accept': 'application/json', 'content-type': type },
      body: new Uint8Array(content),
    })
  const post = (to: string, body: object) =>
    fetch(`${base}${to}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...headers, 'accept': 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const get = (from: string, by: Record<string, string> = headers) =>
    fetch(`${base}${from}`, { headers: by })
  return { organization, slug, path, send, post, get }
}

test.group('An image on a dashboard', () => {
  test('is kept by what it is, and shown as nothing that runs', async ({ assert }) => {
    const { path, send, get } = await given()
    const stranger = await sessionHeaders(await givenMember(await givenOrganization(), 'owner'))

    const kept = await send(PNG)
    const { id } = (await kept.json()) as { id: string }
    const drawing = await send(Buffer.from('<svg onload="alert(1)"/>'), 'image/svg+xml')
    const disguised = await send(Buffer.from('<script>alert(1)</script>'))
    const large = await send(Buffer.concat([PNG, Buffer.alloc(2 * 1024 * 1024)]))
    const shown = await get(`${path}/images/${id}`)
    const elsewhere = await get(`${path}/images/${id}`, stranger)

    assert.deepEqual(
      [kept, drawing, disguised, large, elsewhere].map(({ status }) => status),
      [201, 422, 422, 413, 404]
    )
    assert.equal(shown.headers.get('content-type'), 'image/png')
    assert.include(shown.headers.get('content-security-policy'), "default-src 'none'")
    assert.deepEqual(Buffer.from(await shown.arrayBuffer()), PNG)
  })

  test('is seen over a link of its dashboard and no other, and forgotten once nothing shows it', async ({
    assert,
  }) => {
    const { organization, slug, path, send, post, get } = await given()
    const store = async () => {
      const kept = await send(PNG)
      return ((await kept.json()) as { id: string }).id
    }
    const [used, unused] = [await store(), await store()]
    await post(`${path}/${slug}/widgets`, {
      title: 'Logo',
      view: 'image',
      display: { image: used },
    })
    await post(`${path}/${slug}/versions`, {})
    const made = await post(`${path}/${slug}/links`, { kind: 'link', name: 'Board' })
    const { token } = (await made.json()) as { token: string }

    const [over, other] = [
      await get(`/d/${token}/images/${used}`, {}),
      await get(`/d/${token}/images/${unused}`, {}),
    ]
    await withTenant(organization.id, (tenant) =>
      tenant.query(`UPDATE dashboard_images SET created_at = now() - interval '40 days'`)
    )
    await new PurgeDeleted().execute(DateTime.utc())
    const left = await withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<{ id: string }>('SELECT id FROM dashboard_images')
      return rows.map(({ id }) => id)
    })

    assert.deepEqual([over.status, other.status], [200, 404])
    assert.deepEqual(left, [used])
  })
})
