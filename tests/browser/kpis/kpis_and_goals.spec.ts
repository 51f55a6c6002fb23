import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { APPEARANCES, assertSound, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

const DAYS = 60

async function givenAdvertising() {
  const organization = await givenOrganization()
  const facts = Array.from({ length: DAYS }, (_, back) => {
    const day = DateTime.utc()
      .minus({ days: back + 1 })
      .toISODate()
    return ['Search', 'Video'].map((entity) => ({ day, entity, numbers: [100, 20, 1_000] }))
  }).flat()
  await givenRows(organization, { slots: ADS_SLOTS, facts })
  return { organization, analyst: await givenMember(organization, 'analyst') }
}

test.group('KPIs and goals', (group) => {
  usesBrowser(group)

  test('a formula is completed, tried and saved, and a budget is followed', async ({ assert }) => {
    const { organization, analyst } = await givenAdvertising()
    const at = `/o/${organization.slug}/kpis`
    const page = await openPageAs(analyst)

    await visit(page, `${at}/new`)
    await page.getByLabel('Name').fill('Cost per thousand clicks')
    await page.getByRole('combobox', { name: 'Formula' }).pressSequentially('1000 * spend / clic')
    await page.getByRole('option', { name: 'Clicks', exact: false }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Computed for each period').waitFor()
    await page.getByText('€5,000').first().waitFor()
    await assertSound(assert, page, 'kpi-new')
    await page.getByRole('button', { name: 'Create KPI' }).click()
    await page.getByRole('heading', { level: 1, name: 'Cost per thousand clicks' }).waitFor()
    await page.getByText('kpi_cost_per_thousand_clicks').waitFor()
    await assertSound(assert, page, 'kpi')

    await visit(page, `${at}/goals/new?metric=spend`)
    await page.getByLabel('Name').fill('Ad budget')
    await page.getByLabel('Aim').selectOption('at_most')
    await page.getByLabel(/^Amount/).fill('9000')
    await page.getByLabel('Breakdown').selectOption('campaign')
    const preview = page.getByRole('region', { name: 'As it stands today' })
    await preview.getByText('€9,000').first().waitFor()
    await assertSound(assert, page, 'goal-new')
    await page.getByRole('button', { name: 'Create goal' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ad budget' }).waitFor()
    await assertSound(assert, page, 'goal')
    const goal = page.url()

    const phone = await openPageAs(analyst, APPEARANCES[3])
    for (const path of [at, `${at}/goals`, new URL(goal).pathname]) {
      await visit(phone, path)
      await assertSound(assert, phone, path.endsWith('kpis') ? 'kpis' : 'goals')
    }
  })
})
