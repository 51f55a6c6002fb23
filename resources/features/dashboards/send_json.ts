/** What the server answered, or the sentence why it did not. */
export type Answered<Answer> =
  | { isAnswered: true; status: number; answer: Answer & { detail?: string; code?: string } }
  | { isAnswered: false; fault: string }

const LOST = 'The server could not be reached. Check your connection and try again.'

/** Sends JSON with the token that proves that it comes from this page. */
export async function sendJson<Answer>(
  method: 'POST' | 'PUT',
  address: string,
  body: object
): Promise<Answered<Answer>> {
  try {
    const response = await fetch(address, {
      method,
      headers: {
        'accept': 'application/json',
        'content-type': 'application/json',
        'x-xsrf-token': crossSiteToken(),
      },
      body: JSON.stringify(body),
    })
    return { isAnswered: true, status: response.status, answer: await response.json() }
  } catch {
    return { isAnswered: false, fault: LOST }
  }
}

function crossSiteToken(): string {
  const found = document.cookie.split('; ').find((each) => each.startsWith('XSRF-TOKEN='))
  return decodeURIComponent(found?.slice('XSRF-TOKEN='.length) ?? '')
}
