import { opensInAddress } from './places.js'

/** What is told from its form, wherever it stands. */
export const EMAIL_ADDRESS = /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g
export const PHONE_NUMBER = /(?<![\w+])\+\d[\d\s().-]{7,17}\d(?!\w)/g
export const IP_ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$|^(?=.*::?)(?:[\da-f]{0,4}:){2,7}[\da-f]{1,4}$/i

/** Keys and tokens by the forms that their vendors publish. */
const TOKENS = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
  /\b[sr]k_(?:live|test)_\w{8,}/,
  /\bwhsec_\w{8,}/,
  /\bxox[a-z]-[\w-]{8,}/,
  /\bya29\.[\w-]{8,}/,
  /\b1\/\/[\w-]{20,}/,
  /\bGOCSPX-[\w-]{8,}/,
  /\bAIza[\w-]{30,}/,
  /\bEAA[A-Za-z0-9]{20,}/,
  /\bgh[pousr]_\w{20,}/,
  /\bshp(?:at|ca|pa|ss)_\w{8,}/,
  /\bAKIA[A-Z0-9]{12,}/,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  /\bpat-[a-z]{2}\d-[\da-f-]{16,}/,
  /-----BEGIN [A-Z ]*KEY-----[\s\S]+?-----END [A-Z ]*KEY-----/,
]
export const TOKEN = new RegExp(TOKENS.map(({ source }) => source).join('|'), 'g')
export const BEARER = /\b(Bearer|Basic|Token)\s+([\w.~+/=-]{8,})/gi

export const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>\\^`{|}]+/gi

type Replace = (secret: string) => string

/** An address without what it opens: user and password, parameters named so, and parts of the path that look like tokens. */
export function cleanAddress(text: string, replace: Replace): string {
  const address = URL.parse(text)
  const before = address?.href
  if (!address) {
    return text
  }
  address.username = ''
  address.password = ''
  for (const [name, value] of [...address.searchParams]) {
    if (value !== '' && opensInAddress(name)) {
      address.searchParams.set(name, replace(value))
    }
  }
  address.pathname = cleanPath(address.pathname, replace)
  return address.href === before ? text : address.href
}

export const cleanPath = (path: string, replace: Replace): string =>
  path
    .split('/')
    .map((part) => (looksLikeToken(part) ? replace(part) : part))
    .join('/')

/** Long, without words: one run of letters and digits mixed. Ids of the form 8-4-4-4-12 are ids. */
const looksLikeToken = (part: string) =>
  part.length >= 20 &&
  part.split(/[-_.~%:]/).some((run) => run.length >= 16 && /\d/.test(run) && /[a-z]/i.test(run))
