import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Page } from 'playwright-core'
import { URI } from 'otpauth'
import { SIGNED_IN_AT } from '#identity/session_keys'
import { waitingSecret } from '#identity/second_factor/authenticator'
import { provisioningUri } from '#identity/second_factor/totp'
import { assertSound, openPage, openPageAs, usesBrowser, visit } from '#tests/support/browser'
import { givenMember, givenOrganization, PASSWORD } from '#tests/support/organizations'
import { sessionCookie } from '#tests/support/sign_in'

/** The installation under a name: passkeys belong to names, not to addresses. */
const named = (path: string) => {
  const url = new URL(path, process.env.APP_URL)
  url.hostname = 'localhost'
  return url.href
}

/** A passkey holder inside Chromium that always recognises its owner. */
async function giveAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options })
}

/** What the page of somebody else does with whatever passkey the device holds. */
const CONFIRM_WITH_ANY_PASSKEY = `(async () => {
  const token = decodeURIComponent(/XSRF-TOKEN=([^;]+)/.exec(document.cookie)[1])
  const headers = { 'accept': 'application/json', 'content-type': 'application/json', 'x-xsrf-token': token }
  const post = (path, body) => fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  const asked = await post('/profile/confirmation/options', {})
  const { challenge, rpId } = await asked.json()
  const text = atob(challenge.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  const publicKey = { challenge: bytes, rpId, userVerification: 'required' }
  const found = await navigator.credentials.get({ publicKey })
  const answer = await post('/profile/confirmation', { response: found.toJSON() })
  return answer.status
})()`

test.group('Second factors', (group) => {
  usesBrowser(group)

  test('an authenticator app is set up with its code, and recovery codes follow', async ({
    assert,
  }) => {
    const person = await givenMember(await givenOrganization())
    const page = await openPageAs(person, { viewport: 'phone', theme: 'dark' })
    await visit(page, '/second-factor')
    await page.getByRole('button', { name: 'Set up' }).click()
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
    await assertSound(assert, page, 'authenticator-setup')

    const secret = (await waitingSecret(person.id))!
    const app = URI.parse(provisioningUri(secret, person.email))
    await page
      .getByRole('textbox', { name: 'Code' })
      .fill((app as { generate(): string }).generate())
    await page.getByRole('button', { name: 'Turn on' }).click()
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
    await assertSound(assert, page, 'recovery-codes')
    await page.getByRole('button', { name: 'I have saved them' }).click()
    await page.getByText('10 of 10 are left').waitFor()
  })

  test('a passkey signs its person in by itself and confirms changes, and nobody else', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const [person, other] = [await givenMember(organization), await givenMember(organization)]
    const page = await openPage()
    await giveAuthenticator(page)
    const cookie = await sessionCookie(person)
    await page.context().addCookies([{ ...cookie, url: named('/') }])
    await page.goto(named('/second-factor'))
    await page.getByLabel('Name of the passkey').fill('Work laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByRole('button', { name: 'I have saved them' }).click()
    await page.getByText('Work laptop').waitFor()

    await page.context().clearCookies()
    await page.goto(named('/login'))
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL((url) => url.pathname === `/o/${organization.slug}`)

    // The passkey of one person is no second step of another.
    await page.context().clearCookies()
    await page.goto(named('/login'))
    await page.getByLabel('E-mail address').fill(person.email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Two-step verification' }).waitFor()
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL((url) => url.pathname === `/o/${organization.slug}`)

    await page.context().clearCookies()
    const theirs = await sessionCookie(other)
    await page.context().addCookies([{ ...theirs, url: named('/') }])
    await page.goto(named('/second-factor'))
    const refused = await page.evaluate<number>(CONFIRM_WITH_ANY_PASSKEY)
    assert.equal(refused, 422)
  })

  test('what is hard to undo is confirmed where it is done, and sent again by itself', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const owner = await givenMember(organization)
    await owner.merge({ passwordChangedAt: DateTime.utc().minus({ years: 1 }) }).save()
    const page = await openPage({ viewport: 'desktop', theme: 'light' })
    const cookie = await sessionCookie(owner, { [SIGNED_IN_AT]: Date.now() - 3_600_000 })
    await page.context().addCookies([{ ...cookie, url: process.env.APP_URL! }])
    await visit(page, `/o/${organization.slug}/team/roles`)
    await page.getByLabel('Name').fill('Campaign planner')
    await page.getByRole('checkbox', { name: 'edit' }).first().check()
    await page.getByRole('button', { name: 'Create role' }).click()

    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('2 permissions · 0 members · counts as Viewer').waitFor()
    await assertSound(assert, page, 'roles')
  })
})
