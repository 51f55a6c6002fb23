/** How a vendor lets callers in, as far as a scaffold can write it without knowing the vendor. */
export const AUTH_KINDS = ['apiKey', 'basic', 'oauth2', 'none'] as const
export type AuthKind = (typeof AUTH_KINDS)[number]

export const PAGING_KINDS = ['cursor', 'offset', 'page', 'lastId', 'link', 'none'] as const
export type PagingKind = (typeof PAGING_KINDS)[number]

/** What a person decided about a new source. */
export interface NewSource {
  vendor: string
  name: string
  auth: AuthKind
  paging: PagingKind
  /** Of the vendor's API. */
  host: string
}

const ID = /^([a-z0-9][a-z0-9-]*)\/([a-z0-9][a-z0-9-]*)$/
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/

/** The two halves of `vendor/name`, or the sentence why it is no id. */
export function readId(id: string): { vendor: string; name: string } | string {
  const [, vendor, name] = ID.exec(id) ?? []
  return vendor
    ? { vendor, name }
    : `'${id}' is no id of a plugin. Write vendor/name in lower case, for example acme/ads.`
}

export const hostProblem = (host: string): string | undefined =>
  HOST.test(host)
    ? undefined
    : `'${host}' is no host. Write it without https://, for example api.acme.com.`

export const folderOf = ({ vendor, name }: Pick<NewSource, 'vendor' | 'name'>) =>
  `plugins/connectors/${vendor}_${name}`.replaceAll('-', '_')

export const titleOf = ({ vendor, name }: Pick<NewSource, 'vendor' | 'name'>) =>
  [vendor, name].map(wordsOf).join(' ')

const wordsOf = (slug: string) =>
  slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

export const connectorName = ({ name }: Pick<NewSource, 'name'>) => name.replaceAll('-', '_')
