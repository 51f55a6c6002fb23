/** What a form asks while it is filled in: an answer, or the sentence why there is none. */
export type Asked<Answer> = { answer: Answer } | { fault: string }

const LOST = 'The server could not be reached. Check your connection and try again.'

/** Sends JSON with the token that proves that it comes from this page. */
export function askServer<Answer>(
  address: string,
  body: object,
  method: 'POST' | 'DELETE' = 'POST'
): Promise<Asked<Answer>> {
  return answerTo<Answer>(address, {
    method,
    headers: {
      'accept': 'application/json',
      'content-type': 'application/json',
      'x-xsrf-token': cookieNamed('XSRF-TOKEN'),
    },
    body: JSON.stringify(body),
  })
}

/** Sends a file as it is, as the body. */
export function sendFile<Answer>(address: string, file: File): Promise<Asked<Answer>> {
  return answerTo<Answer>(address, {
    method: 'POST',
    headers: {
      'accept': 'application/json',
      'content-type': file.type || 'application/octet-stream',
      'x-xsrf-token': cookieNamed('XSRF-TOKEN'),
    },
    body: file,
  })
}

/** For what stays open beside the props of a page. */
export function fetchAnswer<Answer>(address: string): Promise<Asked<Answer>> {
  return answerTo<Answer>(address, { headers: { accept: 'application/json' } })
}

async function answerTo<Answer>(address: string, options: RequestInit): Promise<Asked<Answer>> {
  try {
    const response = await fetch(address, options)
    const answer = (await response.json()) as Answer & { detail?: string }
    return response.ok ? { answer } : { fault: answer.detail ?? LOST }
  } catch {
    return { fault: LOST }
  }
}

function cookieNamed(name: string): string {
  const found = document.cookie.split('; ').find((each) => each.startsWith(`${name}=`))
  return decodeURIComponent(found?.slice(name.length + 1) ?? '')
}
