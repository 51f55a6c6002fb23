import { test } from '@japa/runner'
import { signUpRule } from '#config/sign_up'
import { sendSignUpLinkJob } from '#organizations/jobs/send_sign_up_link_job'
import { runWaiting } from '#tests/support/jobs'
import { lastMailTo } from '#tests/support/mailbox'
import User from '#identity/models/user'
import { withTenant } from '#foundation'
import { listOrganizationsOf } from '#organizations/queries/list_organizations_of'
import Membership from '#organizations/models/membership'
import { verifyAuditChain } from '#audit'
import { givenUser, PASSWORD } from '#tests/support/organizations'
import { visit } from '#tests/support/sign_in'

const account = (email: string) => ({
  email,
  fullName: 'Mara Jansen',
  organizationName: 'Rösterei Tulip & Sons',
  password: PASSWORD,
  timeZone: 'Europe/Amsterdam',
  currency: 'EUR',
})

const freshAddress = () => `mara-${crypto.randomUUID()}@example.test`

test.group('Signing up', () => {
  test('makes a person, their organization and their ownership, and signs in', async ({
    client,
    assert,
  }) => {
    const email = freshAddress()
    const as = await visit()

    const response = await as(client.post('/signup').form(account(email.toUpperCase())))

    assert.equal(response.header('location'), '/')
    const user = await User.findByOrFail('email', email)
    const [organization] = await listOrganizationsOf(user.id)
    assert.match(organization.slug, /^rosterei-tulip-sons/)
    const [membership, verdict] = await withTenant(organization.id, async (tenant) => [
      await Membership.of(organization).firstOrFail(),
      await verifyAuditChain(tenant),
    ])
    assert.equal(membership.role, 'owner')
    assert.equal(verdict.status, 'intact')
  })

  test('with an address that has an account changes nothing and does not say so', async ({
    client,
    assert,
  }) => {
    const user = await givenUser()
    const as = await visit()

    await as(client.post('/signup').form(account(user.email)))
    const page = await as(client.get('/signup').withInertia())

    assert.include(page.body().props.errors.form, 'could not be created')
    assert.lengthOf(await listOrganizationsOf(user.id), 0)
  })

  test('where mail leaves: answers alike for every address, and makes the account of a confirmed one', async ({
    client,
    assert,
    cleanup,
  }) => {
    signUpRule.isConfirmedFirst = true
    cleanup(() => void (signUpRule.isConfirmedFirst = false))
    const [known, email] = [await givenUser(), freshAddress()]
    const answers: string[] = []
    for (const address of [known.email, email]) {
      const as = await visit()
      const answer = await as(client.post('/signup').form(account(address)))
      const page = await as(client.get('/login').withInertia())
      const { toast } = page.body().flash as { toast: { message: string } }
      answers.push(
        `${answer.status()} ${answer.header('location')} ${toast.message}`.replace(address, '')
      )
    }
    assert.equal(answers[0], answers[1])
    assert.isNull(await User.findBy('email', email))

    await runWaiting(sendSignUpLinkJob)
    const [told, sent] = [await lastMailTo(known.email), await lastMailTo(email)]
    assert.include(told!.subject, 'You have an account')
    const opened = await client.get(sent!.path).redirects(0)
    opened.assertHeader('location', '/login')
    const again = await client.get(sent!.path).redirects(0)
    again.assertStatus(410)
    const as = await visit()
    const signedIn = await as(client.post('/login').form({ email, password: PASSWORD }))
    signedIn.assertHeader('location', '/')
    const user = await User.findByOrFail('email', email)
    assert.isNotNull(user.emailVerifiedAt)
  })

  test('asks for a password that is not easily guessed', async ({ client, assert }) => {
    const email = freshAddress()
    for (const password of ['short', 'password1234', 'aaaaaaaaaaaa', `${email.split('@')[0]}1`]) {
      const as = await visit()
      await as(client.post('/signup').form({ ...account(email), password }))
      const page = await as(client.get('/signup').withInertia())
      assert.properties(page.body().props.errors, ['password'], password)
    }
    assert.isNull(await User.findBy('email', email))
  })
})
