import type { Place } from '#dashboards/types'

export type Breakpoint = 'lg' | 'sm'
export type MovedWidget = { id: string } & Partial<Record<Breakpoint, Place>>

/** What became of a layout that was sent. */
export type Saved =
  | { state: 'saved'; revision: number }
  /** Another person changed the dashboard meanwhile; theirs has this revision. */
  | { state: 'changed'; revision: number; message: string }
  | { state: 'failed'; message: string }

const LOST: Saved = {
  state: 'failed',
  message:
    'The layout was not saved: the server could not be reached. Check your connection and try again.',
}

/** Sends the places of all widgets that moved, in one request, with the revision that they began from. */
export async function saveLayout(
  dashboardHref: string,
  layout: { revision: number; widgets: MovedWidget[] }
): Promise<Saved> {
  try {
    const response = await fetch(`${dashboardHref}/layout`, {
      method: 'PUT',
      headers: {
        'accept': 'application/json',
        'content-type': 'application/json',
        'x-xsrf-token': crossSiteToken(),
      },
      body: JSON.stringify(layout),
    })
    return understood(response.status, await response.json())
  } catch {
    return LOST
  }
}

type Answer = { revision?: number; detail?: string; code?: string }

function understood(status: number, { revision = 0, detail, code }: Answer): Saved {
  if (status === 200) {
    return { state: 'saved', revision }
  }
  const message = detail ?? (LOST as { message: string }).message
  return code === 'E_LAYOUT_CHANGED'
    ? { state: 'changed', revision, message }
    : { state: 'failed', message }
}

function crossSiteToken(): string {
  const found = document.cookie.split('; ').find((each) => each.startsWith('XSRF-TOKEN='))
  return decodeURIComponent(found?.slice('XSRF-TOKEN='.length) ?? '')
}
