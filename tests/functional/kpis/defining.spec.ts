import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { listMetrics, registerSourceMetrics } from '#metrics'
import { changeKpi, deleteKpi, givenKpi } from '#tests/support/kpis'
import { ask, plainSeries, plainTotals } from '#tests/support/metric_questions'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

const FACTS = [
  { day: '2026-05-01', entity: 'Spring', numbers: [30, 10, 1_000] },
  { day: '2026-05-02', entity: 'Summer', numbers: [10, 10, 1_000] },
]

async function givenAds() {
  const organization = await givenOrganization()
  await givenRows(organization, { slots: ADS_SLOTS, facts: FACTS })
  return organization
}

const broken = (id: string, message: string) => ({ code: id, message })

async function refusalOf(asked: Promise<unknown>) {
  const error = await asked.then(
    () => null,
    (fault) => fault
  )
  return error && broken(error.code, error.message)
}

test.group('Defining KPIs', () => {
  test('a KPI is asked like any metric, by breakdown too, and by others that use it', async ({
    assert,
  }) => {
    const organization = await givenAds()
    const other = await givenOrganization()
    const cost = await givenKpi(organization, {
      label: 'Cost per click, doubled',
      formula: '2 * spend / clicks',
      decimals: 3,
    })
    const share = await givenKpi(organization, {
      label: 'In percent of five',
      formula: `percent(${cost} / (spend / clicks) / 5)`,
    })

    const result = await ask(organization, { metrics: [cost, share], breakdowns: ['campaign'] })
    const listed = await withTenant(organization.id, (tenant) => listMetrics(tenant))
    const elsewhere = await withTenant(other.id, (tenant) => listMetrics(tenant))

    assert.equal(cost, 'kpi_cost_per_click_doubled')
    assert.deepEqual(plainTotals(result), { [cost]: 4, [share]: 40 })
    assert.deepEqual(plainSeries(result).Spring, { [cost]: 6, [share]: 40 })
    assert.containSubset(
      listed.find(({ id }) => id === cost),
      { unit: 'currency', group: 'kpi', decimals: 3, addsUp: false, available: true }
    )
    assert.notExists(elsewhere.find(({ id }) => id.startsWith('kpi_')))
  })

  test('a formula without a meaning is not saved, and the sentence says why', async ({
    assert,
  }) => {
    const organization = await givenAds()
    const first = await givenKpi(organization, { label: 'First', formula: 'spend * 2' })
    const second = await givenKpi(organization, { label: 'Second', formula: `${first} + spend` })

    const saving = (label: string, formula: string) =>
      refusalOf(givenKpi(organization, { label, formula }))
    const codeOf = async (formula: string) => {
      const refusal = await saving('New', formula)
      return refusal?.code
    }
    const changing = (formula: string) =>
      refusalOf(changeKpi(organization, first, { label: 'First', formula }))

    assert.equal(await codeOf('spend + clicks'), 'E_FORMULA_UNITS')
    assert.equal(await codeOf('spend +'), 'E_FORMULA_SYNTAX')
    assert.equal(await codeOf('spent / clicks'), 'E_METRIC_UNKNOWN')
    assert.equal(await codeOf('revenue + conversion_value'), 'E_FORMULA_SALES_TWICE')
    assert.deepEqual(
      await changing(`${second} / 2`),
      broken(
        'E_FORMULA_CIRCULAR',
        `The formula uses "Second", which refers to itself. Remove the circle.`
      )
    )
    const breaking = await changing('clicks')
    assert.match(breaking!.message, /^“Second” uses this KPI/)
    const taken = await saving('Clicks', 'spend')
    assert.equal(taken?.code, 'E_VALIDATION')
  })

  test('a KPI over a removed source, and what uses it, say so and take nothing else down', async ({
    assert,
  }) => {
    const organization = await givenAds()
    const sheet = await givenRows(organization, {
      connection: 'Café',
      slots: [{ metric: 'cafe:visitors', unit: 'count', aggregation: 'sum' }],
      facts: [{ day: '2026-05-01', currency: null, numbers: [20] }],
    })
    await withTenant(organization.id, (tenant) =>
      registerSourceMetrics(tenant, {
        connectionId: sheet.id,
        metrics: [
          {
            id: 'cafe:visitors',
            label: 'Visitors',
            unit: 'count',
            aggregation: 'sum',
            direction: 'up',
          },
        ],
        now: new Date(),
      })
    )
    const visit = await givenKpi(organization, {
      label: 'Spend per visitor',
      formula: 'spend / [cafe:visitors]',
    })
    const twice = await givenKpi(organization, { label: 'Twice that', formula: `2 * ${visit}` })
    assert.deepEqual(plainTotals(await ask(organization, { metrics: [twice] })), { [twice]: 4 })

    await withTenant(organization.id, (tenant) =>
      tenant.query(
        `UPDATE connections SET state = 'removed' WHERE organization_id = $1 AND id = $2`,
        [organization.id, sheet.id]
      )
    )

    const fault = await refusalOf(ask(organization, { metrics: [visit] }))
    assert.equal(fault?.code, 'E_KPI_BROKEN')
    assert.match(fault!.message, /“Spend per visitor” cannot be computed: There is no metric/)
    const other = await refusalOf(ask(organization, { metrics: [twice] }))
    assert.match(other!.message, /Twice that/)
    assert.deepEqual(plainTotals(await ask(organization, { metrics: ['spend'] })), { spend: 40 })
  })

  test('analysts create, change, restore and delete KPIs on the page; viewers look', async ({
    assert,
    client,
  }) => {
    const organization = await givenAds()
    const as = await signIn(await givenMember(organization, 'analyst'))
    const viewing = await signIn(await givenMember(organization, 'viewer'))
    const at = `/o/${organization.slug}/kpis`
    const kpi = { label: 'Cost of a click', formula: 'spend / clicks', direction: 'down' }

    const preview = await as(client.post(`${at}/previews`).json({ formula: 'spend / clicks' }))
    const refused = await as(client.post(`${at}/previews`).json({ formula: 'spend + clicks' }))
    await as(client.post(at).json(kpi))
    const own = `${at}/kpi_cost_of_a_click`
    await as(client.put(own).json({ ...kpi, formula: 'spend / impressions', revision: 1 }))
    await as(client.put(own).json({ ...kpi, revision: 1 }))
    const page = await as(client.get(own).withInertia())
    await as(client.delete(own))
    const list = await viewing(client.get(at).withInertia())
    const denied = await viewing(client.post(at).json(kpi))

    assert.containSubset(preview.body(), { state: 'checked', unit: 'currency', addsUp: false })
    assert.containSubset(refused.body(), { state: 'refused', code: 'E_FORMULA_UNITS' })
    const { kpi: shown, revisions } = page.body().props
    assert.containSubset(shown, { formula: 'spend / impressions', direction: 'down', revision: 2 })
    assert.deepEqual(
      revisions.map(({ formula, changedBy }: { formula: string; changedBy: string }) => [
        formula,
        changedBy,
      ]),
      [
        ['spend / impressions', 'Noor Visser'],
        ['spend / clicks', 'Noor Visser'],
      ]
    )
    assert.deepEqual(
      [list.body().props.kpis, list.body().props.deleted.length, list.body().props.canEdit],
      [[], 1, false]
    )
    assert.equal(denied.status(), 403)
  })

  test('what still asks for a deleted KPI is told, until it is restored', async ({ assert }) => {
    const organization = await givenAds()
    const id = await givenKpi(organization, { label: 'Cost', formula: 'spend / clicks' })
    await deleteKpi(organization, id)

    const refusal = await refusalOf(ask(organization, { metrics: [id] }))
    assert.equal(refusal?.code, 'E_KPI_DELETED')
    await changeKpi(organization, id, { label: 'Cost', formula: 'spend / clicks' })
    assert.deepEqual(plainTotals(await ask(organization, { metrics: [id] })), { [id]: 2 })
  })
})
