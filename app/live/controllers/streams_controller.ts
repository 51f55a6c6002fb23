import type { HttpContext } from '@adonisjs/core/http'
import { hub } from '#live/hub'
import { Subscriber, type Listener } from '#live/subscriber'

/** Server-sent events: `changed` whenever a commit changed the organization's data. Its id names the state of the data. */
export default class StreamsController {
  ofMember(ctx: HttpContext) {
    const { userId, role, customRoleId } = ctx.membership
    return stream(ctx, {
      kind: 'member',
      userId,
      role: customRoleId ?? role,
      sessionId: ctx.session.sessionId,
    })
  }

  ofKey(ctx: HttpContext) {
    return stream(ctx, { kind: 'key', keyId: ctx.apiKey.id })
  }
}

async function stream({ organization, request, response }: HttpContext, listener: Listener) {
  const subscriber = new Subscriber(organization.id, listener, versionFrom(request))
  response.header('content-type', 'text/event-stream; charset=utf-8')
  response.header('cache-control', 'no-store')
  // Reverse proxies that collect answers before they pass them on leave this one alone.
  response.header('x-accel-buffering', 'no')
  await hub.add(subscriber)
  response.stream(subscriber.body)
}

const VERSION = /^[0-9a-f]{32}$/

/** What a browser that lost the connection, or one that was paused, heard last. */
function versionFrom(request: HttpContext['request']): string {
  const said = request.header('last-event-id') ?? request.input('after')
  return typeof said === 'string' && VERSION.test(said) ? said : ''
}
