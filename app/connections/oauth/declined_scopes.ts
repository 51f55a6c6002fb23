import type { OAuth2, Stream } from '#kit'

/** A permission that the person did not give, and the streams that read nothing without it. */
export interface DeclinedScope {
  id: string
  why: string
  streams: string[]
}

/** RFC 6749 section 5.1: a server that grants everything need not say what it granted. */
export function declinedScopes(
  { streams }: { streams: Record<string, Pick<Stream, 'title'>> },
  auth: OAuth2,
  granted: unknown
): DeclinedScope[] {
  if (typeof granted !== 'string' || granted.trim() === '') {
    return []
  }
  const given = new Set(granted.split(/[\s,]+/))
  return auth.scopes
    .filter(({ id }) => !given.has(id))
    .map(({ id, why, streams: needing = [] }) => ({
      id,
      why: textOf(why),
      streams: needing.map((name) => textOf(streams[name]?.title) || name),
    }))
}

const textOf = (text: unknown) => (typeof text === 'string' ? text : '')
