/** One server-sent event. */
export interface StreamEvent {
  id: string
  event: string
}

/** Opens a stream of server-sent events of the running application, and reads its events one by one. */
export async function openStream(path: string, headers: Record<string, string>) {
  const abort = new AbortController()
  const response = await fetch(new URL(path, process.env.APP_URL), {
    headers,
    signal: abort.signal,
  })
  if (response.status !== 200) {
    throw new Error(`${path} answered ${response.status}.`)
  }
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const seen: string[] = []
  const waiting: StreamEvent[] = []
  let rest = ''
  const next = async (): Promise<StreamEvent> => {
    while (waiting.length === 0) {
      const { value, done } = await reader.read()
      if (done) {
        throw new Error(`The stream ended after ${seen.join(', ')}.`)
      }
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop()!
      waiting.push(...blocks.flatMap((block) => eventOf(block) ?? []))
    }
    const event = waiting.shift()!
    seen.push(event.event)
    return event
  }
  /** Reads what the server said until it ended, or what is here already, and closes. Answers the events of the whole stream. */
  const closed = async () => {
    const quiet = setTimeout(() => abort.abort(), 150)
    await untilEnd(next)
    clearTimeout(quiet)
    abort.abort()
    return seen
  }
  return { next, closed }
}

async function untilEnd(next: () => Promise<unknown>) {
  try {
    for (;;) {
      await next()
    }
  } catch {
    // It ended, or nothing more came.
  }
}

function eventOf(block: string): StreamEvent | null {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
  return field('event') === '' ? null : { id: field('id'), event: field('event') }
}
