import { secureCookies } from '#config/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData } from '@adonisjs/session/types'

export interface Visit {
  /** Of the session; a visit of another one is not taken up. */
  id: string
  values: SessionData
}

const COOKIE = `${secureCookies ? '__Host-' : ''}visit`
const LIFETIME = '14d'
/** Browsers drop a cookie above 4,096 bytes without a word; encryption makes four bytes of three. */
const MOST_CHARACTERS = 2_400

/**
 * What the session of somebody who is not signed in holds: the secret of forms, where they wanted to go, and a sentence to
 * show. It stays with the visitor, encrypted: a row for each visit would let anybody fill the disk.
 */
export function readVisit(ctx: HttpContext | null, id: string): SessionData | null {
  const visit: Visit | null = ctx?.request?.encryptedCookie(COOKIE) ?? null
  return visit?.id === id ? visit.values : null
}

export function keepVisit({ response }: HttpContext, { id, values }: Visit) {
  const kept = { id, values: fitting(values) }
  response.encryptedCookie(COOKIE, kept, { maxAge: LIFETIME, httpOnly: true, sameSite: 'lax' })
}

export function endVisit(ctx: HttpContext | null) {
  if (ctx?.request?.encryptedCookie(COOKIE)) {
    ctx.response.clearCookie(COOKIE)
  }
}

/** What was typed goes first, then what was to be said; the form's secret is always kept. */
function fitting(values: SessionData): SessionData {
  const { __flash__: flash, ...rest } = values as { __flash__?: Record<string, unknown> }
  const { toast, inputErrorsBag, errorsBag } = flash ?? {}
  const shorter = [
    values,
    { ...rest, __flash__: { toast, inputErrorsBag, errorsBag } },
    { ...rest, __flash__: { toast } },
    { 'csrf-secret': values['csrf-secret'] },
  ]
  return shorter.find((one) => JSON.stringify(one).length <= MOST_CHARACTERS) ?? shorter.at(-1)!
}
