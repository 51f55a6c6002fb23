import type { Place } from '#dashboards/types'
import { sendJson } from './send_json.js'

export type Breakpoint = 'lg' | 'sm'
export type MovedWidget = { id: string } & Partial<Record<Breakpoint, Place>>

/** What became of a layout that was sent. */
export type Saved =
  | { state: 'saved'; revision: number }
  /** Another person changed the dashboard meanwhile; theirs has this revision. */
  | { state: 'changed'; revision: number; message: string }
  | { state: 'failed'; message: string }

/** Sends the places of all widgets that moved, in one request, with the revision that they began from. */
export async function saveLayout(
  dashboardHref: string,
  layout: { revision: number; widgets: MovedWidget[] }
): Promise<Saved> {
  const sent = await sendJson<{ revision: number }>('PUT', `${dashboardHref}/layout`, layout)
  if (!sent.isAnswered) {
    return { state: 'failed', message: `The layout was not saved. ${sent.fault}` }
  }
  const { revision, detail, code } = sent.answer
  if (sent.status === 200) {
    return { state: 'saved', revision }
  }
  const message = detail ?? 'The layout was not saved. Try again in a moment.'
  return code === 'E_LAYOUT_CHANGED'
    ? { state: 'changed', revision, message }
    : { state: 'failed', message }
}
