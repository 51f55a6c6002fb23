/** By hand, or of itself. */
export type HappenedKind = 'note' | 'alert' | 'restated' | 'campaign_started' | 'campaign_ended'

/** What happened on a day, or from one to another. */
export interface Happened {
  /** Of a note; what happens of itself has none. */
  id: string | null
  kind: HappenedKind
  /** `YYYY-MM-DD`; both ends are part of it. */
  from: string
  to: string
  text: string
  /** Who wrote it; null for what happened of itself, and for those who have left. */
  author: string | null
}
