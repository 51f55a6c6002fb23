import type { Hook } from '../hook_of.js'

/** A webhook as it arrived. */
export type Delivery = Parameters<Hook['verify']>[0]

/** The part of it that is there before the body is read. */
export type Arrival = Omit<Delivery, 'body' | 'raw'>

/** Kept for nobody: they open something, or say how the request came here. */
const NEVER_KEPT = /^(authorization|cookie|proxy-.*|x-forwarded-.*|forwarded|connection|host)$/
const MOST_HEADER_BYTES = 8_192

/** The headers that are kept with a delivery, so that it can be worked on again; without what proves the sender. */
export function keptHeaders(hook: Hook, headers: Delivery['headers']) {
  const secret = new Set(hook.secretPlaces.headers)
  let room = MOST_HEADER_BYTES
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => {
      const isKept = !NEVER_KEPT.test(name) && !secret.has(name)
      room -= isKept ? name.length + value.length : 0
      return isKept && room >= 0
    })
  )
}

export function keptQuery(hook: Hook, query: Delivery['query']) {
  const secret = new Set(hook.secretPlaces.query)
  return Object.fromEntries(Object.entries(query).filter(([name]) => !secret.has(name)))
}
