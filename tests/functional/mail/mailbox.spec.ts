import { test } from '@japa/runner'
import { sendMail } from '#mail'
import { composeMail } from '#mail/compose_mail'
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

  test('is closed where real people are served', async ({ client, cleanup }) => {
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    cleanup(() => {
      process.env.NODE_ENV = before
    })

    const response = await client.get('/dev/mailbox').accept('json')

    response.assertStatus(404)
  })

  test('holds what people typed as text, never as markup', ({ assert }) => {
    const { html } = composeMail(contentFor('somebody@example.test'))

    assert.include(html, 'Hello &lt;script&gt;alert(1)')
    assert.notInclude(html, '<script>')
    assert.notInclude(html, '<b>Butter')
    assert.include(html, `${process.env.APP_URL}/invitations/abc`)
  })
})
