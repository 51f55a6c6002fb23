import { Refusal } from '#foundation'

/** What an error means to the person or program that caused it. */
export interface Problem {
  status: number
  code: string
  title: string
  message: string
  detail: Record<string, unknown>
}

const TITLES: Record<number, string> = {
  400: 'Request not completed',
  401: 'You are not signed in',
  403: 'Your role does not allow this',
  404: 'Page not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'This cannot be read',
  410: 'This link no longer works',
  419: 'This page has expired',
  421: 'Unknown address',
  422: 'Please correct your input',
  428: 'Confirm that it is you',
  429: 'Too many attempts',
  503: 'Not available right now',
}

const SENTENCES: Record<number, string> = {
  400: 'The request could not be read, so nothing was changed. Go back, reload the page and try again.',
  403: 'Your role does not include this permission, so nothing was changed. Ask an owner or admin for another role.',
  404: 'This page does not exist, or it belongs to an organization you are not a member of. Check the address or switch organization.',
  413: 'The upload is too large, so nothing was stored. Send a smaller file.',
  419: 'The page was open for too long, so nothing was changed. Send it again.',
  429: 'There were too many attempts in a short time. Wait a minute and try again.',
}

const INTERNAL: Problem = {
  status: 500,
  code: 'E_INTERNAL',
  title: 'Something went wrong on our side',
  message: 'Nothing was saved. Try again. If it fails again, give support the code below.',
  detail: {},
}

const NUL =
  'The text contains a character that cannot be stored (NUL), so nothing was changed. Remove it and send it again.'

const SIMULTANEOUS =
  'Someone else changed this at the same time, so your change was not saved. Reload the page, check the current state, and try again.'

const TOO_LONG =
  'This took too long, so it was stopped and nothing was changed. Try again in a minute, or choose a shorter period.'

const BUSY = 'The server is busy, so nothing was changed. Try again in a minute.'

/** Errors of the framework whose own words are written for engineers. */
const KNOWN: Record<string, { status: number; code: string; message?: string }> = {
  'E_ROUTE_NOT_FOUND': { status: 404, code: 'E_NOT_FOUND' },
  'E_ROW_NOT_FOUND': { status: 404, code: 'E_NOT_FOUND' },
  'E_AUTHORIZATION_FAILURE': { status: 403, code: 'E_FORBIDDEN' },
  'E_BAD_CSRF_TOKEN': { status: 419, code: 'E_FORM_EXPIRED' },
  'E_TOO_MANY_REQUESTS': { status: 429, code: 'E_TOO_MANY_REQUESTS' },
  'E_REQUEST_ENTITY_TOO_LARGE': { status: 413, code: 'E_TOO_LARGE' },
  /** A body that says it is compressed and is not. */
  'Z_DATA_ERROR': { status: 400, code: 'E_UNREADABLE' },
  'Z_BUF_ERROR': { status: 400, code: 'E_UNREADABLE' },
  /** PostgreSQL: two changes at once, of which the other one was first. */
  '23505': { status: 409, code: 'E_SIMULTANEOUS', message: SIMULTANEOUS },
  '40001': { status: 409, code: 'E_SIMULTANEOUS', message: SIMULTANEOUS },
  '40P01': { status: 409, code: 'E_SIMULTANEOUS', message: SIMULTANEOUS },
  /** PostgreSQL: a statement that ran, or waited for a lock, longer than a request may take. */
  '57014': { status: 503, code: 'E_TOOK_TOO_LONG', message: TOO_LONG },
  /** No connection to the database became free in time; knex names it by its class only. */
  'KnexTimeoutError': { status: 503, code: 'E_BUSY', message: BUSY },
  /** PostgreSQL, in a text and in JSON: it keeps no NUL. */
  '22021': { status: 422, code: 'E_TEXT_UNREADABLE', message: NUL },
  '22P05': { status: 422, code: 'E_TEXT_UNREADABLE', message: NUL },
}

/** Translates any error. What we do not know is ours, and says nothing of the inside. */
export function problemOf(error: unknown): Problem {
  return error instanceof Refusal ? refused(error) : known(error)
}

function refused({ status = 400, code = 'E_REFUSED', message, detail }: Refusal): Problem {
  return { status, code, title: TITLES[status] ?? 'Request not completed', message, detail }
}

interface Fault {
  code: string
  name: string
  status: number
}

function known(error: unknown): Problem {
  const meaning = meaningOf((error ?? {}) as Partial<Fault>)
  if (!meaning) {
    return INTERNAL
  }
  const title = TITLES[meaning.status] ?? TITLES[400]
  const message = meaning.message ?? SENTENCES[meaning.status] ?? SENTENCES[400]
  return { ...meaning, title, message, detail: {} }
}

function meaningOf({ code, name = '', status }: Partial<Fault>) {
  return KNOWN[code ?? name] ?? meaningOfStatus(status)
}

/** A body that no parser takes comes with a status and no code. */
function meaningOfStatus(status = 500) {
  const code = status === 400 || status === 422 ? 'E_UNREADABLE' : 'E_REFUSED'
  return status >= 400 && status < 500 ? { status, code, message: undefined } : undefined
}
