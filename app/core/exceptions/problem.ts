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
  400: 'This was not carried out',
  401: 'You are not signed in',
  403: 'Your role does not allow this',
  404: 'There is nothing here',
  409: 'This no longer fits',
  413: 'Too large',
  415: 'This cannot be read',
  410: 'This link no longer works',
  419: 'This page was open for too long',
  421: 'This address is not ours',
  422: 'Something needs a correction',
  429: 'Too many attempts',
  503: 'Not available right now',
}

const SENTENCES: Record<number, string> = {
  400: 'We could not read what was sent, so nothing was changed. Go back, reload the page and try again.',
  403: 'Your role in this organization does not include this, so nothing was changed. Ask an owner or admin of the organization for a role that does.',
  404: 'There is no such page here, or it belongs to an organization you are not a member of. Check the address or switch organization.',
  413: 'What was sent is larger than we accept, so nothing was stored. Send a smaller file.',
  419: 'The page was open for too long, so what you sent was not accepted and nothing was changed. Send it once more.',
  429: 'There were too many attempts in a short time. Wait a minute and try again.',
}

const INTERNAL: Problem = {
  status: 500,
  code: 'E_INTERNAL',
  title: 'Something broke on our side',
  message:
    'An error of ours stopped this, and it was written down with the reference below. Nothing you sent was half-stored. Try again; if it stays, tell us the reference.',
  detail: {},
}

const NUL =
  'A text that was sent holds a character that cannot be kept (NUL), so nothing was changed. Remove it and send it again.'

const SIMULTANEOUS =
  'The same thing was changed by somebody else at this very moment, so nothing of yours was changed. Look at what is there now, and send it again if it is still needed.'

const TOO_LONG =
  'This took longer than a page may take, so it was stopped and nothing was changed. Try again in a minute; where you chose a period, choose a shorter one.'

const BUSY =
  'Too many requests are being answered at this moment, so this one was not begun and nothing was changed. Try again in a minute.'

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
  return { status, code, title: TITLES[status] ?? 'This was not carried out', message, detail }
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
