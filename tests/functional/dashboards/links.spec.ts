import { test } from '@japa/runner'
import { SignJWT } from 'jose'
import { DateTime } from 'luxon'
import Dashboard from '#dashboards/models/dashboard'
import { withTenant } from '#foundation'
import { givenAdvertising, givenDashboard } from '#tests/support/business'
import { givenRows } from '#tests/support/warehouse_rows'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { wholePage } from '#tests/support/page_props'
import { signIn } from '#tests/support/sign_in'

type Created = { id: string; token: string; key: string }

async function given() {
  const organization = await givenOrganization()
  await givenAdvertising(organization)
  const { slug } = await givenDashboard(organization)
  const as = await signIn(await givenMember(organization, 'admin'))
  return { organization, as, address: `/o/${organization.slug}/dashboards/${slug}` }
}

const nobody = (request: never) => request

test.group('A public link of a dashboard', () => {
  test('ends for good when the dashboard becomes private, and a private one gets none', async ({
    assert,
    client,
  }) => {
    const organization = await givenOrganization()
    await givenAdvertising(organization)
    const owner = await givenMember(organization, 'admin')
    const { slug } = await givenDashboard(organization, owner.id)
    const as = await signIn(owner)
    const address = `/o/${organization.slug}/dashboards/${slug}`
    const wanted = { kind: 'link', name: 'For the board' }
    const make = () => as(client.post(`${address}/links`).accept('json').json(wanted))
    const created = await make()
    const { token } = created.body() as Created

    const before = await client.get(`/d/${token}`)
    await as(client.patch(address).json({ visibility: 'private' }))
    const after = await client.get(`/d/${token}`)
    const refused = await make()
    await as(client.patch(address).json({ visibility: 'organization' }))
    const sharedAgain = await client.get(`/d/${token}`)

    assert.deepEqual(
      [before, after, refused, sharedAgain].map((response) => response.status()),
      [200, 410, 422, 410]
    )
  })

  test('says that numbers are partial, and lets no reader of an embed choose the period', async ({
    assert,
    client,
  }) => {
    const { organization, as, address } = await given()
    await withTenant(organization.id, (tenant) =>
      tenant.query(`UPDATE connections SET state = 'needs_reconnect'`)
    )
    const make = async (more: object) => {
      const created = await as(client.post(`${address}/links`).accept('json').json(more))
      return created.body() as Created
    }
    const link = await make({ kind: 'link', name: 'Board' })
    const embed = await make({ kind: 'embed', name: 'Site', parents: ['https://a.example'] })
    const signed = await new SignJWT({ filters: {} })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(embed.id)
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(new TextEncoder().encode(embed.key))

    const linked = await wholePage(client, nobody as never, `/d/${link.token}?range=this_year`)
    const range = '2026-01-03..2026-01-04'
    const page = await client.get(`/embed/${embed.token}?token=${signed}&range=${range}`)

    assert.include(linked.text, '"state":"partial"')
    assert.notInclude(linked.text, 'Search advertising')
    assert.notInclude(page.text(), '"from":"2026-01-03"')
  })

  test('shows its numbers and no name beyond it, until it is revoked', async ({
    assert,
    client,
  }) => {
    const { organization, as, address } = await given()
    await givenRows(organization, {
      connection: 'Source of another team',
      slots: [{ metric: 'clicks', unit: 'count', aggregation: 'sum' }],
      facts: [{ day: DateTime.utc().minus({ days: 2 }).toISODate(), numbers: [5] }],
    })
    const wanted = { kind: 'link', name: 'For the board' }
    const created = await as(client.post(`${address}/links`).accept('json').json(wanted))
    const { id, token } = created.body() as Created

    const page = await wholePage(client, nobody as never, `/d/${token}`)
    assert.equal(page.status, 200)
    assert.include(page.text, 'Weekly marketing review')
    assert.include(page.text, '"state":"ready"')
    assert.notMatch(
      page.text,
      /Source of another team|connectionId|"streams":\[\{|Search advertising","|lastSync/
    )

    await as(client.delete(`${address}/links/${id}`))
    const revoked = await client.get(`/d/${token}`)
    const guessed = await client.get(`/d/${'x'.repeat(54)}`)
    revoked.assertStatus(410)
    guessed.assertStatus(410)
  })

  test('with a password asks for it, and one that ended opens nothing', async ({
    assert,
    client,
  }) => {
    const { organization, as, address } = await given()
    const make = async (more: object) => {
      const wanted = { kind: 'link', name: 'For the board', ...more }
      const created = await as(client.post(`${address}/links`).accept('json').json(wanted))
      return (created.body() as Created).token
    }
    const locked = await make({ password: 'beans and water' })
    const ended = await make({ lastDay: '2026-01-01' })

    const asked = await client.get(`/d/${locked}`).withInertia()
    const over = await client.get(`/d/${ended}`)

    assert.equal(asked.body().component, 'dashboards/locked')
    assert.notInclude(asked.text(), 'Weekly marketing review')
    over.assertStatus(410)
    const seen = await withTenant(organization.id, () => Dashboard.of(organization).firstOrFail())
    assert.equal(seen.visibility, 'organization')
  })

  test('embeds for signed readers, on the named sites only', async ({ assert, client }) => {
    const { as, address } = await given()
    const wanted = { kind: 'embed', name: 'Intranet', parents: ['https://intranet.example'] }
    const made = await as(client.post(`${address}/links`).accept('json').json(wanted))
    const { id, token, key } = made.body() as Created
    const signed = (secret: string, filters?: object) =>
      new SignJWT(filters ? { filters } : {})
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(id)
        .setIssuedAt()
        .setExpirationTime('5 minutes')
        .sign(new TextEncoder().encode(secret))

    const right = await client.get(`/embed/${token}?token=${await signed(key, {})}`)
    const unbound = await client.get(`/embed/${token}?token=${await signed(key)}`)
    const bound = await wholePage(
      client,
      nobody as never,
      `/embed/${token}?token=${await signed(key, { campaign: ['Nobody'] })}`
    )
    const forged = await client.get(`/embed/${token}?token=${await signed('x'.repeat(43), {})}`)

    right.assertStatus(200)
    assert.include(
      right.header('content-security-policy'),
      'frame-ancestors https://intranet.example'
    )
    assert.isUndefined(right.header('x-frame-options'))
    assert.notInclude(bound.text, '"state":"ready"')
    unbound.assertStatus(410)
    forged.assertStatus(410)
  })
})
