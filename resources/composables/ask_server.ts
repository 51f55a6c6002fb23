/** What a form asks while it is filled in: an answer, or the sentence why there is none. */
export type Asked<Answer> = { answer: Answer } | { fault: string }

const LOST = 'The server could not be reached. Check your connection and try again.'

/** Sends JSON with the token that proves that it comes from this page. */
export async function askServer<Answer>(address: string, body: object): Promise<Asked<Answer>> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'accept': 'application/json',
        'content-type': 'application/json',
        'x-xsrf-token': cookieNamed('XSRF-TOKEN'),
      },
      body: JSON.stringify(body),
    })
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
