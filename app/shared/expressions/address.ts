import { MappingFault } from './functions.js'
import type { Place } from './places.js'
import { compileTemplate, type Render } from './template.js'

/** `https://` with the host, then the rest; a slash inside a hole ends nothing. */
const ADDRESS = /^(https:\/\/(?:\{[^{}]*\}|[^/{}])*)(.*)$/s

/**
 * Compiles an address with holes. What fills a hole of the host stays inside the name of the host, and what fills one of the path
 * stays in its segment.
 */
export function compileAddress(address: string, place: Place): Render {
  const [, host, path] = ADDRESS.exec(address)!
  const [renderHost, renderPath] = [
    compileTemplate(host, place, hostPart),
    compileTemplate(path, place, encodeURIComponent),
  ]
  return (scope) => renderHost(scope) + renderPath(scope)
}

/** No slash, no port, no user. */
function hostPart(value: string): string {
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)) {
    throw new MappingFault(`"${value.slice(0, 60)}" is no part of a host`)
  }
  return value.toLowerCase()
}
