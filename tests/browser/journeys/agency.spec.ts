import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { newId } from '#foundation'
import { givenClient } from '#tests/support/agencies'
import { givenBrand, setProof } from '#tests/support/branding'
import { assertSound, openPage, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { runWaiting } from '#tests/support/jobs'
import { lastMailTo } from '#tests/support/mailbox'
import { givenMember, givenOrganization, PASSWORD } from '#tests/support/organizations'
import { sendInvitationJob } from '#organizations/jobs/send_invitation_job'
import { freshAddress } from '#tests/support/team'

const at = (host: string) => `http://${host}:${new URL(process.env.APP_URL!).port}`
const PHONE = { viewport: 'phone', theme: 'dark' } as const

/** What a person can read or hear on a page, its title included. */
async function assertUnnamed(
  assert: { notMatch: (text: string, what: RegExp) => void },
  page: Page
) {
  const html = await page.locator('body').innerHTML()
  assert.notMatch(
    (await page.title()) + html.replaceAll(/quarterdeck\/[a-z_]+/g, ''),
    /quarterdeck/i
  )
}

test.group('Journey: an agency and its clients', (group) => {
  usesBrowser(group)

  test('from a new client to its people on two branded hosts, and back out', async ({ assert }) => {
    const agency = await givenOrganization({ name: 'Northlight Agency', isAgency: true })
    const owner = await givenMember(agency, 'owner')
    const page = await openPageAs(owner)

    await visit(page, `/o/${agency.slug}/clients`)
    await page.getByRole('link', { name: 'Add a client' }).first().click()
    await page.getByLabel('Name').fill('Tern Books')
    await assertSound(assert, page, 'journey7-new-client')
    await page.getByRole('button', { name: 'Create client' }).click()
    await page.getByRole('link', { name: 'Tern Books' }).waitFor()
    await page.getByText('All clear').waitFor()
    await assertSound(assert, page, 'journey7-clients')

    const host = `north-${newId()}.localhost`
    await visit(page, `/o/${agency.slug}/branding`)
    await page.getByLabel('Name', { exact: true }).fill('Northlight')
    await page.getByLabel('Colour', { exact: true }).fill('#b3261e')
    await page.getByLabel('Sender of mail').fill('Northlight Reports')
    await page.getByRole('button', { name: 'Create brand' }).click()
    await page.getByRole('heading', { name: 'Domains' }).waitFor()
    await page.getByRole('textbox', { name: 'Domain' }).fill(host)
    await page.getByRole('button', { name: 'Add domain' }).click()
    await page.getByText(`_domain-proof.${host}`).waitFor()
    await assertSound(assert, page, 'journey7-brand')
    await setProof(agency, host)
    await page.getByRole('button', { name: `Verify ${host}` }).click()
    await page.getByText('Verified, last checked').waitFor()
    await page.getByRole('checkbox', { name: 'Tern Books' }).click()
    await page.getByRole('button', { name: 'Save clients' }).click()
    await page.getByText('The clients of this brand were saved.').first().waitFor()

    await visit(page, `/o/${agency.slug}/clients`)
    await page.getByRole('link', { name: 'Tern Books' }).click()
    await page.waitForURL(({ pathname }) => !pathname.startsWith(`/o/${agency.slug}`))
    await page.getByRole('link', { name: 'Team' }).first().click()
    const email = freshAddress()
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(email)
    await page.getByLabel('Role', { exact: true }).selectOption('owner')
    await page.getByRole('button', { name: 'Send invitation' }).click()
    await page.getByText(email).first().waitFor()
    await runWaiting(sendInvitationJob)
    const mail = (await lastMailTo(email))!
    assert.include(mail.text, at(host))

    const theirs = await openPage(PHONE, at(host))
    await visit(theirs, mail.path)
    await assertUnnamed(assert, theirs)
    await assertSound(assert, theirs, 'journey7-invitation')
    await theirs.getByLabel('Your name').fill('Jip Tern')
    await theirs.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await theirs.getByRole('button', { name: 'Create account and join' }).click()
    await theirs.waitForURL(/\/o\//)
    await theirs.locator('main').first().waitFor()
    const home = new URL(theirs.url()).pathname
    await visit(theirs, `${home}/agencies`)
    await theirs.getByRole('heading', { name: 'Northlight Agency' }).waitFor()
    await assertUnnamed(assert, theirs)
    await assertSound(assert, theirs, 'journey7-access')

    const other = await givenBrand(agency, {
      clients: [await givenClient(agency, owner, 'Dune Hotels')],
      host: `south-${newId()}.localhost`,
      name: 'Southwind',
    })
    const elsewhere = await openPage(undefined, at(other.host))
    await visit(elsewhere, home)
    await elsewhere.getByText('To Southwind').waitFor()
    await elsewhere.getByLabel('E-mail address').fill(email)
    await elsewhere.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await elsewhere.keyboard.press('Enter')
    await elsewhere.getByText('Page not found').first().waitFor()
    await assertUnnamed(assert, elsewhere)

    await theirs.getByRole('button', { name: /^End access of/ }).click()
    await theirs.getByRole('dialog').getByRole('button', { name: 'End access' }).click()
    await theirs.getByText('No agency has access').waitFor()
    await visit(page, home)
    await page.getByText('Page not found').first().waitFor()
    await visit(page, `/o/${agency.slug}/clients`)
    await page.getByRole('link', { name: 'Dune Hotels' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Tern Books' }).count(), 0)
  }).timeout(120_000)
})
