import type { ErrorAction, ErrorKind } from '#kit'
import type { TransportFault } from './http_request.js'

/** What a failure means and what the person reads. `{vendor}` is the vendor's name. */
export interface Verdict {
  action: ErrorAction
  code: string
  say: string
  kind?: ErrorKind
}

export const TRANSPORT: Record<TransportFault, Verdict> = {
  timeout: {
    action: 'retry',
    code: 'E_VENDOR_TIMEOUT',
    say: '{vendor} did not respond in time. The sync retries automatically.',
  },
  unreachable: {
    action: 'retry',
    code: 'E_VENDOR_UNREACHABLE',
    say: '{vendor} could not be reached, or the connection broke off. The sync retries automatically.',
  },
  too_large: {
    action: 'narrow',
    code: 'E_VENDOR_TOO_LARGE',
    say: '{vendor} sent more in one response than can be processed. The sync retries with a shorter period.',
  },
  aborted: { action: 'retry', code: 'E_ABORTED', say: 'Reading from {vendor} was stopped.' },
  unsafe: {
    action: 'fail',
    kind: 'configuration',
    code: 'E_UNSAFE_ADDRESS',
    say: 'The address of {vendor} could not be found, or leads into a private network, which is not called. Check the address in the settings of the source.',
  },
}

const BY_STATUS: Record<number, Verdict> = {
  401: {
    action: 'refreshAuth',
    code: 'E_VENDOR_401',
    say: '{vendor} no longer accepts the connection. Reconnect the source.',
  },
  403: {
    action: 'fail',
    kind: 'authorization',
    code: 'E_VENDOR_403',
    say: 'The connected account has no access to this data at {vendor}. Request access there, or connect another account.',
  },
  404: {
    action: 'fail',
    code: 'E_VENDOR_404',
    say: '{vendor} could not find the requested data. It may have been deleted there.',
  },
  408: {
    action: 'retry',
    code: 'E_VENDOR_408',
    say: '{vendor} took too long to respond. The sync retries automatically.',
  },
  410: {
    action: 'fail',
    code: 'E_VENDOR_410',
    say: '{vendor} has switched off this part of its API, or this version of it, so nothing was read from it. Update Quarterdeck.',
  },
  413: {
    action: 'narrow',
    code: 'E_VENDOR_413',
    say: '{vendor} rejected the request as too large. The sync retries with a shorter period.',
  },
  429: {
    action: 'rateLimited',
    code: 'E_VENDOR_429',
    say: '{vendor} has limited the number of requests. The sync retries automatically.',
  },
}

const BROKEN: Verdict = {
  action: 'retry',
  code: 'E_VENDOR_UNREADABLE',
  say: '{vendor} sent a response that is incomplete or not JSON. The sync retries automatically.',
}

const WEB_PAGE: Verdict = {
  action: 'retry',
  code: 'E_VENDOR_HTML',
  say: '{vendor} sent a web page instead of data, which usually means maintenance. The sync retries automatically.',
}

const DOWN: Verdict = {
  action: 'retry',
  code: 'E_VENDOR_5XX',
  say: '{vendor} reports an internal error. The sync retries automatically.',
}

const MOVED: Verdict = {
  action: 'fail',
  code: 'E_VENDOR_REDIRECT',
  say: '{vendor} redirects to another address, which is not followed. Update Quarterdeck.',
}

/** The vendor answers 200 and says inside that it failed; only a declared rule sees that. */
const WITHIN: Verdict = {
  action: 'fail',
  code: 'E_VENDOR_ERROR',
  say: '{vendor} reports an error. The sync retries automatically.',
}

const REFUSED: Verdict = {
  action: 'fail',
  code: 'E_VENDOR_REFUSED',
  say: '{vendor} refused the request. Retrying will not help. Update Quarterdeck, or report this.',
}

/** What an answer means when the manifest says nothing about it. */
export function verdictOf(answer: VerdictFacts): Verdict {
  if (answer.status < 300) {
    return withinSuccess(answer)
  }
  if (answer.status >= 500) {
    const isAnnounced = answer.status === 503 && answer.retryAfter !== undefined
    return isAnnounced ? { ...DOWN, action: 'rateLimited' } : DOWN
  }
  return BY_STATUS[answer.status] ?? (answer.status < 400 ? MOVED : REFUSED)
}

interface VerdictFacts {
  status: number
  text: string
  isReadable: boolean
  format: string
  retryAfter: number | undefined
}

function withinSuccess({ isReadable, text, format }: VerdictFacts): Verdict {
  if (isReadable) {
    return WITHIN
  }
  const isPage = format === 'xml' ? /^\s*<(!doctype )?html/i : /^\s*</
  return isPage.test(text)
    ? WEB_PAGE
    : { ...BROKEN, say: BROKEN.say.replace('JSON', format.toUpperCase()) }
}

export function sentenceOf({ say }: Verdict, title: string): string {
  return say.replaceAll('{vendor}', title)
}
