import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { secureCookies } from '#config/app'
import { newId } from '#foundation'

const COOKIE = `${secureCookies ? '__Host-' : ''}device`
const LIFETIME = '365d'
/** People who share a machine; the one who signed in longest ago is forgotten first. */
const MOST_PEOPLE = 10

interface Device {
  id: string
  /** Of those who signed in here, as hashes: the cookie stays with the machine. */
  people: string[]
}

/**
 * The machine somebody signed in on before, by a cookie that only we can write (OWASP, device cookies). Attempts from it are
 * counted by themselves, so that nobody elsewhere keeps its owner out by guessing.
 */
export function knownDevice({ request }: HttpContext, email: string): string | undefined {
  const device: Device | null = request.encryptedCookie(COOKIE) ?? null
  return device?.people?.includes(markOf(email)) ? device.id : undefined
}

/** After a sign-in: from now on this machine is known for this person. */
export function rememberDevice({ request, response }: HttpContext, email: string) {
  const device: Device | null = request.encryptedCookie(COOKIE) ?? null
  const others = (device?.people ?? []).filter((mark) => mark !== markOf(email))
  const people = [...others, markOf(email)].slice(-MOST_PEOPLE)
  const known: Device = { id: device?.id ?? newId(), people }
  response.encryptedCookie(COOKIE, known, { maxAge: LIFETIME, httpOnly: true, sameSite: 'lax' })
}

const markOf = (email: string) => hash('sha256', email, 'base64url').slice(0, 22)
