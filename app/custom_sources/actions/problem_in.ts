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
  429: 'limits how often it is called. Wait a minute, then test again.',
}

/** Why nothing can be read from an answer, as a sentence; null where something can. */
export function problemIn(answer: Answer, host: string): string | null {
  const { status, headers, text, body } = answer
  if (status >= 300 && status < 400) {
    return `${host} redirects to ${targetOf(headers.location)}, which is not followed, because your key would go there too. Enter that address if it is the right one.`
  }
  if (status >= 400) {
    return `${host} ${BY_STATUS[status] ?? otherStatus(status)}`
  }
  if (/^\s*<(!doctype|html)/i.test(text)) {
    return `${host} sent a web page instead of data. Check the address: it may be the one for people, not for programs.`
  }
  if (body === undefined) {
    return `${host} sent something that is not JSON. Only JSON can be read here.`
  }
  return errorsOf(body)
}

function targetOf(location: string | undefined): string {
  try {
    return location ? new URL(location).host : 'another address'
  } catch {
    return 'another address of the same host'
  }
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
  return `The query was answered with an error: ${told.slice(0, 3).join('; ').slice(0, 500)}`
}
