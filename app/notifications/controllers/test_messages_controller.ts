import type { HttpContext } from '@adonisjs/core/http'
import { Connection } from '#connections'
import { Refusal, withTenant } from '#foundation'
import { notify, type NoticeOutcome } from '../actions/notify.js'

/** Shows a person that messages arrive, and where. */
export default class TestMessagesController {
  async store(ctx: HttpContext) {
    const { organization, request, session, response } = ctx
    const source = await withTenant(organization.id, () =>
      Connection.named(organization, ctx.params.connection)
    )
    const path = `/o/${organization.slug}/sources/${source.slug}`
    const { origin } = new URL(request.completeUrl())
    const asked = { organization, connectionId: source.id }
    const outcome = await sent(() =>
      notify(
        asked,
        {
          key: `test:${request.id()}`,
          title: 'Test message',
          text: `Quarterdeck can send messages for ${organization.name} here.`,
          url: origin + path,
        },
        { correlationId: request.id()!, now: new Date() }
      )
    )
    session.flash('toast', toastOf(source.name, outcome))
    return response.redirect(path)
  }
}

/** A source that cannot be used is an answer to the button, not a fault of ours. */
async function sent(send: () => Promise<NoticeOutcome>): Promise<NoticeOutcome> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof Refusal) {
      return { state: 'refused', reason: error.message, isTemporary: false }
    }
    throw error
  }
}

const toastOf = (name: string, outcome: NoticeOutcome) =>
  outcome.state === 'sent'
    ? { tone: 'success', message: `A test message was sent through ${name}.` }
    : { tone: 'error', message: `The test message was not sent. ${outcome.reason}` }
