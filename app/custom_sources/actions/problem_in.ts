import ipaddr from 'ipaddr.js'

interface Answer {
  status: number
  headers: Record<string, string>
  text: string
  body: unknown
}

const BY_STATUS: Record<number, string> = {
  401: 'does not accept the sign-in. Check the key, and where it is sent: header, query or bearer token.',
  403: 'knows the sign-in, but does not let it read this. Ask for access there, or use another key.',
  404: 'knows no such address. Check the path.',
  405: 'does not take this method at this address. Choose the other one.',
}

/** Why nothing can be read from an answer, as a sentence; null where something can. */
export function problemIn(answer: Answer, host: string): string | null {
  const { status, headers, text, body } = answer
  if (status >= 300 && status < 400) {
    return `${host} redirects to ${redirection(headers.location)}`
  }
  if (status === 429) {
    return `${host} limits how often it is called. Wait ${waitOf(headers['retry-after'])}, then test again.`
  }
  if (status >= 400) {
    return `${host} ${BY_STATUS[status] ?? otherStatus(status)}`
  }
  if (/^\s*<(!doctype|html)/i.test(text)) {
    return `${host} sent a web page instead of data. Check the address: it may be the one for people, not for programs.`
  }
  if (body === undefined) {
    return `${host} sent something that is not JSON. Only JSON can be read here: ask for it, such as with the header “Accept: application/json”, or check the path.`
  }
  return errorsOf(body)
}

function redirection(location: string | undefined): string {
  const target = targetOf(location)
  if (target === null) {
    return 'another address of the same host, which is not followed. Enter that address if it is the right one.'
  }
  return isInside(target)
    ? `${target}, inside a private network, which is never called. Check the address, or ask its operator for the public one.`
    : `${target}, which is not followed, because your key would go there too. Enter that address if it is the right one.`
}

/** The host that an answer leads to; null where it names none. */
function targetOf(location: string | undefined): string | null {
  return location && URL.canParse(location) ? new URL(location).hostname : null
}

function isInside(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '')
  return /(^|\.)localhost$/.test(host) || (ipaddr.isValid(address) && !isPublic(address))
}

const isPublic = (address: string) => ipaddr.process(address).range() === 'unicast'

/** Retry-After holds seconds or a date (RFC 9110, section 10.2.3). */
function waitOf(retryAfter: string | undefined): string {
  const seconds = /^\d+$/.test(retryAfter ?? '')
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter ?? '') - Date.now()) / 1_000)
  return seconds > 90
    ? `${Math.ceil(seconds / 60)} minutes`
    : seconds > 0
      ? `${seconds} seconds`
      : 'a minute'
}

const otherStatus = (status: number) =>
  status >= 500
    ? `reports an error of its own (${status}). Try again later.`
    : `refused the call (${status}). Its answer below says why.`

/** GraphQL puts errors beside the data, under status 200 (https://spec.graphql.org/October2021/#sec-Errors). */
function errorsOf(body: unknown): string | null {
  const { errors } = Object(body) as { errors?: unknown }
  if (!Array.isArray(errors) || errors.length === 0) {
    return null
  }
  const told = errors.map((each) => String((each as { message?: unknown } | null)?.message ?? each))
  return `The query was answered with an error, so there is nothing to read: ${told.slice(0, 3).join('; ').slice(0, 500)} Correct the query, then test again.`
}
