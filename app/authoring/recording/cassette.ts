import type { Scrubber } from './scrubber.js'

/** One request and its answer as they are kept: without headers that open something, and scrubbed. */
export interface RecordedExchange {
  method: string
  path: string
  request: { params?: Record<string, string>; data?: unknown }
  status: number
  headers: Record<string, string>
  /** The body; text where it is no JSON. */
  response: unknown
  /** A page of the stream that was recorded, not a call on the way to it. */
  isPage?: true
}

/** What a live call brought, as it lies in `sandbox/recordings/`. */
export interface Cassette {
  plugin: string
  stream: string
  /** Day of the recording. */
  recorded: string
  exchanges: RecordedExchange[]
}

/** As heard, with everything in it. */
export interface OpenExchange {
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
  status: number
  answerHeaders: Record<string, string>
  text: string
  /** The answer as it was read. */
  read: unknown
  isPage: boolean
}

/** Headers of answers that say how an answer is read, and where it goes on. */
const KEPT =
  /^(content-type|link|retry-after|x-(.*-)?(total|count|pages?|next|cursor|limit|remaining)(-.*)?)$/
/** Headers of requests that say nothing of who asks. */
const HARMLESS = /^(accept|content-type|content-length|user-agent|host)$/
/** A part of a path that is a word and no id: vendors name there what a list holds. */
const WORD = /^[a-z_-]+$/i

/** Scrubs what was heard, all of it as one. */
export function cassetteOf(
  about: Omit<Cassette, 'exchanges'>,
  heard: OpenExchange[],
  scrubber: Scrubber
): Cassette {
  const opened = heard.map((exchange) => ({ ...exchange, ...partsOf(exchange, about.stream) }))
  for (const { headers, data, read, around } of opened) {
    const sent = Object.entries(headers).filter(([name]) => !HARMLESS.test(name.toLowerCase()))
    sent
      .flatMap(([, value]) => [value, value.split(/\s+/).at(-1)!])
      .filter((value) => value.length >= 12)
      .forEach((value) => scrubber.learnSecret(value))
    scrubber.learn(data, around)
    scrubber.learn(read, around)
  }
  return { ...about, exchanges: opened.map((each) => cleaned(each, scrubber)) }
}

function partsOf({ url, body, text }: OpenExchange, stream: string) {
  const { pathname } = new URL(url)
  const segment = pathname.split('/').findLast((part) => WORD.test(part)) ?? ''
  return {
    data: body === undefined ? undefined : parsed(body),
    response: parsed(text),
    around: [...stream.split('_'), segment],
  }
}

type OpenedExchange = OpenExchange & ReturnType<typeof partsOf>

function cleaned(exchange: OpenedExchange, scrubber: Scrubber): RecordedExchange {
  const { method, url, data, response, around, status, answerHeaders, isPage } = exchange
  const { pathname, searchParams } = new URL(url)
  const params = Object.fromEntries(
    [...searchParams].map(([name, value]) => [name, scrubber.parameter(name, value)])
  )
  const headers = Object.entries(answerHeaders).filter(([name]) => KEPT.test(name))
  return {
    method,
    path: scrubber.path(pathname),
    request: {
      ...(searchParams.size > 0 && { params }),
      ...(data !== undefined && { data: scrubber.clean(data, around) }),
    },
    status,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, scrubber.text(value)])),
    response:
      typeof response === 'string' ? scrubber.document(response) : scrubber.clean(response, around),
    ...(isPage && { isPage }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The bodies that `file` holds, as the vendor sent them: one page, or the pages of a stream of a cassette. */
export function pagesIn(file: Buffer): Buffer[] {
  const content = parsed(file.toString('utf8')) as Partial<Cassette> | null
  const exchanges = typeof content === 'object' ? content?.exchanges : undefined
  if (!Array.isArray(exchanges)) {
    return [file]
  }
  const pages = exchanges.filter(({ isPage }) => isPage)
  return (pages.length > 0 ? pages : exchanges).map(({ response }) =>
    Buffer.from(typeof response === 'string' ? response : JSON.stringify(response))
  )
}
