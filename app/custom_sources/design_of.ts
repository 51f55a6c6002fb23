import type { Page } from '#kit'
import type { SourceDesign } from './design.js'
import { refuse } from './manifest/facts_of.js'

/** As a form brings it: the parts of paging are looked at with the manifest. */
export interface GivenDesign extends Omit<SourceDesign, 'streams'> {
  streams: (Omit<SourceDesign['streams'][number], 'page' | 'graphql'> & {
    page: { by: string }
    graphql: { query: string; variables: string | null } | null
  })[]
}

const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/
const TOKEN = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+\/[^?#\s]*$/i

/** What a person described, once its parts fit together. Throws the sentence where they do not. */
export function designOf(given: GivenDesign): SourceDesign {
  const { host, auth, streams } = given
  if (!HOST.test(host)) {
    throw refuse(
      'Enter the whole address, beginning with https:// and a host such as api.example.com. Ports, user names and plain http are not called.'
    )
  }
  if (auth.kind === 'client' && !TOKEN.test(auth.token)) {
    throw refuse('Enter the address that issues tokens, beginning with https://.')
  }
  const names = streams.map(({ name }) => name)
  if (new Set(names).size < names.length) {
    throw refuse('Two lists of this source have the same name. Rename one of them.')
  }
  return {
    ...given,
    streams: streams.map((stream) => ({
      ...stream,
      page: stream.page as Page,
      graphql: stream.graphql && {
        query: stream.graphql.query,
        variables: stream.graphql.variables ?? '',
      },
    })),
  }
}
