import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { SendPasswordReset } from '#identity/actions/send_password_reset'
import { lastMailTo } from '#tests/support/mailbox'
import { givenMember, givenOrganization, givenUser, PASSWORD } from '#tests/support/organizations'
import { assertSound, openPage, TWO_LOOKS, usesBrowser, visit } from '#tests/support/browser'
import { freshAddress, givenInvitation } from '#tests/support/team'

const JAVASCRIPT_LIMIT_KIB = 170

test.group('The pages before signing in', (group) => {
  usesBrowser(group)

  test('are sound at {viewport} width in the {theme} theme')
    .with(TWO_LOOKS)
    .run(async ({ assert }, appearance) => {
      const page = await openPage(appearance)
      const { path } = await givenInvitation(await givenOrganization(), { email: freshAddress() })
      const user = await givenUser()
      await new SendPasswordReset().execute({ userId: user.id, now: DateTime.utc() })
      const reset = await lastMailTo(user.email)
      const pages = {
        'login': '/login',
        'signup': '/signup',
        'forgot-password': '/forgot-password',
        'reset-password': reset!.path,
        'invitation': path,
        'mailbox': '/dev/mailbox',
      }
      for (const [name, address] of Object.entries(pages)) {
        await visit(page, address)
        await assertSound(assert, page, name)
      }
    })

  test('say at the field what is wrong', async ({ assert }) => {
    const page = await openPage()
    await visit(page, '/signup')
    await page.getByLabel('E-mail address').fill('not an address')
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Create account' }).click()

    const password = page.getByLabel('Password', { exact: true })
    await page.getByText('Use at least 12 characters').waitFor()
    await page.getByText('Enter an e-mail address such as').waitFor()
    assert.equal(await page.getByText('This field is required.').count(), 2)

    assert.equal(await password.getAttribute('aria-invalid'), 'true')
    assert.isNotNull(await password.getAttribute('aria-describedby'))
    await assertSound(assert, page, 'signup-faults')
  })

  test('tell that a link is on its way', async ({ assert }) => {
    const page = await openPage()
    await visit(page, '/forgot-password')
    await page.getByLabel('E-mail address').fill(freshAddress())
    await page.getByRole('button', { name: 'Send the link' }).click()

    await page.getByRole('status').getByText('a link was sent to it').waitFor()
    await assertSound(assert, page, 'login-notice')
  })

  test('of signing in load at most 170 KB of JavaScript', async ({ assert }) => {
    const page = await openPage()
    const sizes: Promise<number>[] = []
    page.on('response', (response) => {
      if (response.url().includes('.js')) {
        sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
      }
    })
    await visit(page, '/login')

    const bytes = await Promise.all(sizes)
    const kib = bytes.reduce((sum, size) => sum + size, 0) / 1024
    assert.isAbove(kib, 10)
    assert.isBelow(kib, JAVASCRIPT_LIMIT_KIB, `${kib.toFixed(0)} KiB`)
  })
})

test.group('Signing in', (group) => {
  usesBrowser(group)

  test('with a wrong password says so, and with the right one opens the organization', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const user = await givenMember(organization)
    const page = await openPage()
    await visit(page, `/o/${organization.slug}/team`)

    await page.getByLabel('E-mail address').fill(user.email)
    await page.getByLabel('Password', { exact: true }).fill('not the right one')
    await page.keyboard.press('Enter')
    await page.getByText('The e-mail address or the password is wrong').waitFor()
    await assertSound(assert, page, 'login-fault')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')

    await page.waitForURL(`**/o/${organization.slug}/team`)
  })
})
