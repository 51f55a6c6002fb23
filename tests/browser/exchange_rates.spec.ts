import { test } from '@japa/runner'
import { assertSound, openPageAs, TWO_LOOKS, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRates, givenRows } from '#tests/support/warehouse_rows'

const FILE = [
  'Date,USD,JPY,',
  '2026-05-04,1.1523,178.4,',
  '2026-05-01,1.1540,N/A,',
  '2026-04-30,soon,178,',
].join('\n')

async function givenDollars() {
  const organization = await givenOrganization()
  const owner = await givenMember(organization, 'owner')
  await givenRows(organization, {
    slots: ADS_SLOTS,
    facts: [{ day: '2026-05-01', currency: 'USD', numbers: [110, 10, 100] }],
    isRolledUp: true,
  })
  await givenRates(organization, { '2026-05-01': { GBP: 0.86 } })
  return { owner, address: `/o/${organization.slug}/settings/exchange-rates` }
}

test.group('Exchange rates', (group) => {
  usesBrowser(group)

  test('are added from a file and say what was left out, at {viewport} width')
    .with(TWO_LOOKS)
    .run(async ({ assert }, appearance) => {
      const { owner, address } = await givenDollars()
      const page = await openPageAs(owner, appearance)
      await visit(page, address)
      await page.getByText('No rates').waitFor()
      await assertSound(assert, page, 'exchange-rates')

      await page.getByLabel('File with rates').setInputFiles({
        name: 'eurofxref-hist.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(FILE),
      })
      await page.getByRole('button', { name: 'Add rates' }).click()

      await page.getByText('4 of 4 rates are new or changed.').waitFor()
      await page.getByText('Line 4: "soon" is not a rate of USD').waitFor()
      await page
        .getByText(/1.–.4 May 2026|1–4 May 2026/)
        .first()
        .waitFor()
      await assertSound(assert, page, 'exchange-rates-added')
    })

  test('a file that holds none is refused beside the field', async ({ assert }) => {
    const { owner, address } = await givenDollars()
    const page = await openPageAs(owner)
    await visit(page, address)

    await page.getByLabel('File with rates').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('name,age\nNoor,34'),
    })
    await page.getByRole('button', { name: 'Add rates' }).click()

    await page.getByText('names no column "day" or "date"').first().waitFor()
    await assertSound(assert, page, 'exchange-rates-refused')
  })
})
