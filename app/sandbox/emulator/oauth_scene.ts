import type { SandboxOAuth } from '#kit'
import type { TokenBook } from './tokens.js'

/** What the authorization server works with. */
export interface OAuthScene {
  oauth: SandboxOAuth
  book: TokenBook
  now: Date
  namespace: string
  /** Counts a token that was asked for without a person, for tests that assert how often it happened. */
  onRefresh: () => void
}
