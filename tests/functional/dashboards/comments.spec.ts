import { test } from '@japa/runner'
import { tellMention } from '#dashboards/comments/tell_mention'
import { withTenant } from '#foundation'
import { givenDashboard } from '#tests/support/business'
import { mailsTo } from '#tests/support/mailbox'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { membershipOf } from '#tests/support/team'

async function given() {
  const organization = await givenOrganization()
  const author = await givenMember(organization, 'analyst')
  const { slug } = await givenDashboard(organization, author.id)
  const reader = await givenMember(organization, 'viewer')
  const mention = (await membershipOf(organization, reader))!
  const path = `/o/${organization.slug}/dashboards`
  return {
    ...{ organization, reader, path, mention },
    address: `${path}/${slug}`,
    asAuthor: await signIn(author),
    asReader: await signIn(reader),
  }
}

type Found = { comments: { id: string; text: string; mentioned: string[]; isManaged: boolean }[] }

test.group('Comments on a dashboard', () => {
  test('are read by whoever sees it, tell whom they mention, and are deleted by their author', async ({
    assert,
    client,
  }) => {
    const { organization, reader, path, mention, address, asAuthor, asReader } = await given()
    const written = await asAuthor(
      client
        .post(`${address}/comments`)
        .accept('json')
        .json({ text: 'Why did spend rise?', mentions: [mention.id] })
    )
    written.assertStatus(201)
    const unread = async () => {
      const page = await asReader(client.get(path).withInertia())
      return (JSON.parse(page.text()) as { props: { mentions: object[] } }).props.mentions.length
    }
    const { id } = written.body() as { id: string }
    const job = {
      payload: { organizationId: organization.id, commentId: id, userId: reader.id },
      completeIn: async () => undefined,
    }

    const before = await unread()
    await tellMention(job)
    await tellMention(job)
    await asReader(client.post(`${address}/comments/seen`).accept('json'))
    const listed = await asReader(client.get(`${address}/comments`))
    const foreign = await asReader(client.delete(`${address}/comments/${id}`).accept('json'))
    const own = await asAuthor(client.delete(`${address}/comments/${id}`).accept('json'))

    const mails = await mailsTo(reader.email)
    assert.lengthOf(mails, 1)
    assert.include(mails[0].text, 'Why did spend rise?')
    assert.deepEqual([before, await unread()], [1, 0])
    const [comment] = (listed.body() as Found).comments
    assert.include(comment, { text: 'Why did spend rise?', isManaged: false })
    assert.deepEqual(comment.mentioned, [reader.fullName])
    foreign.assertStatus(404)
    own.assertStatus(200)
  })

  test('mention nobody who does not see it, and nothing is sent once they see it no longer', async ({
    assert,
    client,
  }) => {
    const { organization, reader, mention, address, asAuthor } = await given()
    const write = (text: string) =>
      asAuthor(
        client
          .post(`${address}/comments`)
          .accept('json')
          .json({ text, mentions: [mention.id] })
      )
    const kept = await write('Early')
    await asAuthor(client.patch(address).json({ visibility: 'private' }))

    const refused = await write('Late')
    await tellMention({
      payload: {
        organizationId: organization.id,
        commentId: (kept.body() as { id: string }).id,
        userId: reader.id,
      },
      completeIn: async () => undefined,
    })

    refused.assertStatus(422)
    assert.deepEqual(await mailsTo(reader.email), [])
    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query<{ body: string }>('SELECT body FROM dashboard_comments')
    )
    assert.deepEqual(rows, [{ body: 'Early' }])
  })
})
