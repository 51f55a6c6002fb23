import type { ApiClient } from '@japa/api-client'
import type { signIn } from './sign_in.js'

type As = Awaited<ReturnType<typeof signIn>>

interface Answer {
  status: number
  /** Everything the browser is sent for the page: its props, and those that it asks for once it stands. */
  text: string
}

interface Page {
  component: string
  deferredProps?: Record<string, string[]>
}

/** Opens a page as the front end does, with the props that are left for later. */
export async function wholePage(client: ApiClient, as: As, path: string): Promise<Answer> {
  const first = await as(client.get(path).withInertia())
  const texts = [first.text()]
  const { component, deferredProps = {} } = pageIn(first.text())
  for (const names of Object.values(deferredProps)) {
    const rest = await as(
      client
        .get(path)
        .withInertia()
        .header('x-inertia-partial-component', component)
        .header('x-inertia-partial-data', names.join(','))
    )
    texts.push(rest.text())
  }
  return { status: first.status(), text: texts.join('\n') }
}

/** A file, such as an export, has no component and nothing deferred. */
function pageIn(text: string): Page {
  try {
    return JSON.parse(text) as Page
  } catch {
    return { component: '' }
  }
}
