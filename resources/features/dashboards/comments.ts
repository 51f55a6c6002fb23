export type Comment = {
  id: string
  text: string
  author: string | null
  /** ISO 8601. */
  at: string
  /** Names of those who were told. */
  mentioned: string[]
  /** Whether the reader may delete it. */
  isManaged: boolean
}

/** What a panel of comments is drawn from. */
export type CommentsFound = { comments: Comment[]; people: { id: string; name: string }[] }

/** A comment that mentions the reader and that they have not seen. */
export type Mention = { slug: string; name: string; author: string | null; text: string }
