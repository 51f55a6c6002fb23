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
    say: '{vendor} did not answer in time. Reading goes on by itself later.',
  },
  unreachable: {
    action: 'retry',
    code: 'E_VENDOR_UNREACHABLE',
    say: '{vendor} could not be reached, or the line broke. Reading goes on by itself later.',
  },
  too_large: {
    action: 'narrow',
    code: 'E_VENDOR_TOO_LARGE',
    say: '{vendor} sent more in one answer than can be read. A shorter period is asked for.',
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
    say: '{vendor} no longer accepts the connection. Connect it again.',
  },
  403: {
    action: 'fail',
    kind: 'authorization',
    code: 'E_VENDOR_403',
    say: '{vendor} does not let the connected account read this. Ask for access there, or connect with another account.',
  },
  404: {
    action: 'fail',
    code: 'E_VENDOR_404',
    say: '{vendor} does not know what was asked for. It may have been deleted there.',
  },
  408: {
    action: 'retry',
    code: 'E_VENDOR_408',
    say: '{vendor} took too long to answer. Reading goes on by itself later.',
  },
  413: {
    action: 'narrow',
    code: 'E_VENDOR_413',
    say: '{vendor} finds the question too large. A shorter period is asked for.',
  },
  429: {
    action: 'rateLimited',
    code: 'E_VENDOR_429',
    say: '{vendor} allows no more requests for the moment. Reading goes on by itself.',
  },
}

const BROKEN: Verdict = {
  action: 'retry',
  code: 'E_VENDOR_UNREADABLE',
  say: '{vendor} sent an answer that breaks off or is not JSON. Reading goes on by itself later.',
}

const WEB_PAGE: Verdict = {
  action: 'retry',
  code: 'E_VENDOR_HTML',
  say: '{vendor} sent a web page instead of data, which usually means maintenance. Reading goes on by itself later.',
}

const DOWN: Verdict = {
  action: 'retry',
  code: 'E_VENDOR_5XX',
  say: '{vendor} has a problem of its own. Reading goes on by itself later.',
}

const MOVED: Verdict = {
  action: 'fail',
  code: 'E_VENDOR_REDIRECT',
  say: '{vendor} sends us to another address, which is not followed. Update Quarterdeck.',
}

/** The vendor answers 200 and says inside that it failed; only a declared rule sees that. */
const WITHIN: Verdict = {
  action: 'fail',
  code: 'E_VENDOR_ERROR',
  say: '{vendor} reports a problem. Reading goes on by itself later.',
}

const REFUSED: Verdict = {
  action: 'fail',
  code: 'E_VENDOR_REFUSED',
  say: '{vendor} refused the question. Trying again will not help; update Quarterdeck or report it.',
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
