import type { HttpResponse } from '@adonisjs/core/http'
import { appUrl } from '#config/app'

const OUR_NAME = /Quarterdeck/g
const OUR_HOST = new URL(appUrl).host

/**
 * What we say of ourselves, under a brand's name: sentences of errors, of plugins and of pages are written once and name us. Answers that are
 * texts are rewritten as a whole, and streams, files and pictures are left as they are.
 */
export function sayBrand(response: HttpResponse, { name, host }: { name: string; host: string }) {
  const { content } = response
  const [body] = content ?? []
  if (content && typeof body === 'string') {
    content[0] = rewritten(body, name, host)
  } else if (content && isPlainObject(body)) {
    content[0] = JSON.parse(rewritten(JSON.stringify(body), name, host))
  }
}

const isPlainObject = (body: unknown) =>
  typeof body === 'object' && body !== null && !(body instanceof Uint8Array)

/** Names go into JSON and HTML alike, where these signs would end a text. */
const inert = (name: string) => name.replaceAll(/[<>&"'\\]/g, ' ')

function rewritten(text: string, name: string, host: string): string {
  const [bare] = OUR_HOST.split(':')
  const isOwnHost = host.endsWith(`.${bare}`)
  const named = text.replaceAll(OUR_NAME, () => inert(name))
  return isOwnHost ? named : named.replaceAll(OUR_HOST, () => host)
}
