import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { LookAtClients } from '#agencies/actions/look_at_clients'
import { listClients } from '#agencies/queries/list_clients'
import type { ClientQuestion } from '#agencies/types'
import { newId, withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { AT, givenSpend } from '#tests/support/alerts'
import { givenAgency, givenClient } from '#tests/support/agencies'
import { givenMember } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { givenConnection } from '#tests/support/sources'

const QUESTION: ClientQuestion = {
  metric: 'spend',
  range: 'last_7_days',
  comparison: 'previous_period',
  currency: null,
}

const lookAt = (agency: Organization, clients: Organization[], now = AT) =>
  new LookAtClients().execute({
    agencyId: agency.id,
    clientIds: clients.map(({ id }) => id),
    question: QUESTION,
    now,
  })

const wanted = (userId: string) => ({
  ...{ userId, question: QUESTION, order: 'attention' as const },
  ...{ search: '', page: 1, now: DateTime.utc() },
})

test.group('The page of clients', () => {
  test('puts the client that needs somebody first, with the number of each', async ({
    client: http,
    assert,
  }) => {
    const { agency, owner, client: calm } = await givenAgency({ clientName: 'A calm client' })
    const troubled = await givenClient(agency, owner, 'Troubled client')
    await givenSpend(calm)
    await givenConnection(troubled, { name: 'Old ads', state: 'needs_reconnect' })
    await lookAt(agency, [calm, troubled])
    const as = await signIn(owner)

    const page = await as(
      http.get(`/o/${agency.slug}/clients?metric=spend&range=last_7_days`).withInertia()
    )

    const { clients, found, metrics } = page.body().props
    assert.deepEqual(
      clients.map(({ name }: { name: string }) => name),
      ['Troubled client', 'A calm client']
    )
    assert.deepInclude(clients[0].needs[0], { kind: 'reconnect', subject: 'Old ads' })
    assert.equal(clients[0].figure.state, 'empty')
    assert.deepInclude(clients[1].figure.current, { status: 'available', value: 700 })
    assert.deepInclude(clients[1].figure.earlier, { status: 'available', value: 700 })
    assert.equal(found.inNeed, 1)
    assert.include(
      metrics.map(({ id }: { id: string }) => id),
      'spend'
    )
  })

  test('looks at what is old when it is opened, and then knows it', async ({
    client: http,
    assert,
  }) => {
    const { agency, owner, client } = await givenAgency()
    const as = await signIn(owner)

    const looked = await as(http.post(`/o/${agency.slug}/clients/looks`).json(QUESTION))

    assert.deepEqual(looked.body(), { seen: 1, left: 0 })
    const { clients, stale } = await withTenant(agency.id, (tenant) =>
      listClients(tenant, wanted(owner.id))
    )
    assert.equal(stale, 0)
    assert.deepInclude(clients[0], { id: client.id })
    assert.equal(clients[0].figure?.state, 'empty')
  })

  test('shows a person the clients they have a place at, and no others', async ({ assert }) => {
    const { agency, owner } = await givenAgency()
    const analyst = await givenMember(agency, 'analyst')
    const other = await givenAgency()

    const listed = async (who: { id: string }) => {
      const list = await withTenant(agency.id, (tenant) => listClients(tenant, wanted(who.id)))
      return list.total
    }
    assert.deepEqual(
      [await listed(owner), await listed(analyst), await listed(other.owner)],
      [1, 0, 0]
    )
  })

  test('asks the database twice for five hundred clients, and is ordered in no time', async ({
    assert,
  }) => {
    const { agency, owner } = await givenAgency()
    await givenManyClients(agency, owner.id, 500)
    const statements: string[] = []

    const list = await withTenant(agency.id, (tenant) => {
      const query: typeof tenant.query = (text, values) => {
        statements.push(text)
        return tenant.query(text, values)
      }
      return listClients({ ...tenant, query }, wanted(owner.id))
    })

    assert.deepInclude(list, { total: 501, inNeed: 500 })
    assert.lengthOf(list.clients, 50)
    assert.equal(list.clients[0].name, 'Client 500')
    assert.lengthOf(statements, 2)
  })
})

/** Rows as a look leaves them; the organizations behind them hold nothing. */
async function givenManyClients(agency: Organization, userId: string, count: number) {
  const ids = JSON.stringify(
    Array.from({ length: count }, (_, index) => ({ id: newId(), number: index + 1 }))
  )
  const clients = 'jsonb_to_recordset($1::jsonb) AS c(id uuid, number integer)'
  await withTenant(agency.id, async (tenant) => {
    await tenant.query(
      `INSERT INTO organizations (id, slug, name, created_at, updated_at)
       SELECT c.id, 'client-' || c.id, 'Client ' || c.number, now(), now() FROM ${clients}`,
      [ids]
    )
    await tenant.query(
      `INSERT INTO user_organizations (user_id, organization_id, agency_id) SELECT $2, c.id, $3 FROM ${clients}`,
      [ids, userId, agency.id]
    )
    await tenant.query(
      `INSERT INTO agency_clients (organization_id, client_id, delegation_id, role, linked_at)
       SELECT $2, c.id, c.id, 'admin', now() FROM ${clients}`,
      [ids, agency.id]
    )
    await tenant.query(
      `INSERT INTO agency_places (organization_id, client_id, user_id, role) SELECT $3, c.id, $2, 'admin' FROM ${clients}`,
      [ids, userId, agency.id]
    )
    await tenant.query(
      `INSERT INTO client_standings (organization_id, client_id, urgency, needs, metrics, looked_at)
       SELECT $2, c.id, c.number, '[]', '[]', now() FROM ${clients}`,
      [ids, agency.id]
    )
  })
}
