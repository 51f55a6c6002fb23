import { appUrl } from '#config/app'

/** Under whose name a mail goes out, and where its links lead. */
export interface MailBrand {
  name: string
  /** Host of the links. */
  host: string
  sender: { name: string; address: string | null }
}

/** Whose brand is asked for: of an organization, or of a person by their address. */
type Whose = { organizationId: string } | { email: string }
type Finding = (whose: Whose) => Promise<MailBrand | null>

let find: Finding = async () => null

/** Contexts above know whose people a mail goes to. */
export function provideMailBrand(finding: Finding) {
  find = finding
}

export const brandOfMail = (to: string, organizationId?: string) =>
  find(organizationId ? { organizationId } : { email: to })

/** Where a path of an organization is for its people: on its brand's host, where it has one. */
export async function addressFor(organizationId: string, path: string): Promise<string> {
  return new URL(path, originOf(await find({ organizationId }))).href
}

/** The same scheme and port, under the brand's name. */
export function originOf(brand: MailBrand | null): string {
  const url = new URL(appUrl)
  url.hostname = brand?.host ?? url.hostname
  return url.origin
}

export const OWN_NAME = 'Quarterdeck'
