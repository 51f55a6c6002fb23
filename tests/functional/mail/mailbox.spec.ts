import { test } from '@japa/runner'
import { sendMail } from '#mail'
import { composeMail } from '#mail/compose_mail'
import Organization from '#organizations/models/organization'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { freshAddress } from '#tests/support/team'

const contentFor = (to: string) => ({
  to,
  subject: 'Join "Bread & <b>Butter</b>"',
  paragraphs: ['Hello <script>alert(1)</script>'],
  action: { label: 'Open', path: '/invitations/abc' },
  closing: 'Why this came.',
})

test.group('Mail without a mail server', () => {
  test('is kept where a person can read it', async ({ client, assert }) => {
    const to = freshAddress()
    await sendMail(contentFor(to))

    const response = await client.get('/dev/mailbox').withInertia()

    const { mails } = response.body().props
    assert.deepInclude(
      mails.find((stored: { to: string }) => stored.to === to),
      { subject: 'Join "Bread & <b>Butter</b>"' }
    )
  })

  test('is closed where real people are served: {$self}')
    .with(['a name of its own', 'a proxy on this machine', 'no sample to look around in'])
    .run(async ({ client, assert, cleanup }, place) => {
      const { id } = await givenOrganization({ isSample: true })
      const samples = (is: boolean, ids: string[]) =>
        Organization.query().whereIn('id', ids).update({ isSample: is })
      const found = await Organization.query().where('isSample', true)
      const all = found.map((one) => one.id)
      process.env.NODE_ENV = 'production'
      cleanup(async () => {
        process.env.NODE_ENV = 'test'
        await samples(true, all)
        await samples(false, [id])
      })
      const ask = () => client.get('/dev/mailbox').accept('json')
      const open = await ask()

      if (place === 'no sample to look around in') {
        await samples(false, all)
      }
      const headers: Record<string, Record<string, string>> = {
        'a name of its own': { host: '192.168.1.20' },
        'a proxy on this machine': { 'x-forwarded-for': '203.0.113.9' },
      }
      const closed = await ask().headers(headers[place] ?? {})

      assert.deepEqual([open.status(), closed.status()], [200, 404])
    })

  test('is named after an invitation, in production too', async ({ client, assert, cleanup }) => {
    const organization = await givenOrganization({ isSample: true })
    const as = await signIn(await givenMember(organization, 'owner'))
    process.env.NODE_ENV = 'production'
    cleanup(async () => {
      process.env.NODE_ENV = 'test'
      await organization.merge({ isSample: false }).save()
    })

    const form = { email: freshAddress(), role: 'viewer' }
    const sent = await as(client.post(`/o/${organization.slug}/team/invitations`).form(form))
    const page = await as(client.get(`/o/${organization.slug}/team`).withInertia())

    assert.equal(sent.status(), 303)
    assert.equal(page.body().flash.toast.action.href, '/dev/mailbox')
  })

  test('holds what people typed as text, never as markup', ({ assert }) => {
    const { html } = composeMail(contentFor('somebody@example.test'))

    assert.include(html, 'Hello &lt;script&gt;alert(1)')
    assert.notInclude(html, '<script>')
    assert.notInclude(html, '<b>Butter')
    assert.include(html, `${process.env.APP_URL}/invitations/abc`)
  })
})
