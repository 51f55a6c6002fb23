import { configProvider } from '@adonisjs/core'
import { MessageBuilder } from '@adonisjs/core/helpers'
import string from '@adonisjs/core/helpers/string'
import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { stores } from '@adonisjs/session'
import type {
  SessionConfig,
  SessionData,
  SessionStoreFactory,
  SessionStoreWithTaggingContract,
} from '@adonisjs/session/types'
import { userAgentOf } from '#identity/security_events'
import { IS_BRIEF, SIGNED_IN_AT } from '#identity/session_keys'
import { endVisit, keepVisit, readVisit } from '#identity/visit_cookie'

const TABLE = 'sessions'
/** How long a session lives without use where the person did not ask to stay signed in. */
const BRIEF_AGE = '12h'

/**
 * Sessions as rows that end for good. The library's own store writes a missing row anew, so a request that was under
 * way while its session ended would bring it back as it was, signed in. Here a session that a cookie named is only
 * ever changed; what is not there any more stays away. Rows are made for ids that were drawn in this very request, and
 * for people who signed in only: what a visitor's session holds travels with the visitor.
 */
class LivingSessions implements SessionStoreWithTaggingContract {
  /** The id that the request came with. Nobody chooses it: the cookie is signed. */
  readonly #carried: string | undefined
  #isRow = false
  #isBrief = false

  constructor(
    private readonly rows: SessionStoreWithTaggingContract,
    private readonly ctx: HttpContext | null,
    private readonly config: SessionConfig
  ) {
    this.#carried = ctx?.request?.cookie(config.cookieName)
  }

  async read(id: string) {
    const row = await this.rows.read(id)
    this.#isRow = row !== null
    this.#isBrief = row !== null && IS_BRIEF in row
    return row ?? readVisit(this.ctx, id)
  }

  async write(id: string, values: SessionData) {
    if (this.#belongsToVisitor(id, values)) {
      return keepVisit(this.ctx!, { id, values })
    }
    this.#isBrief = IS_BRIEF in values
    if (id !== this.#carried) {
      return this.begin(id, values)
    }
    const contents = new MessageBuilder().build(values, undefined, id)
    await this.change(id, { data: contents, expires_at: this.expiry() })
  }

  /** Where and when it began, for the person's own list of sessions. */
  private async begin(id: string, values: SessionData) {
    await this.rows.write(id, values)
    const now = new Date()
    await db
      .from(TABLE)
      .where({ id })
      .update({
        ip: this.ctx?.request?.ip() ?? null,
        user_agent: this.ctx?.request ? userAgentOf(this.ctx) : null,
        started_at: now,
        seen_at: now,
        expires_at: this.expiry(),
      })
  }

  async touch(id: string) {
    await (this.#isRow ? this.change(id, { expires_at: this.expiry() }) : undefined)
  }

  async tag(id: string, userId: string) {
    if (id !== this.#carried) {
      return this.rows.tag(id, userId)
    }
    await this.change(id, { user_id: userId })
  }

  destroy(id: string) {
    endVisit(this.ctx)
    return this.rows.destroy(id)
  }

  untag(id: string, userId: string) {
    return this.rows.untag(id, userId)
  }

  tagged(userId: string) {
    return this.rows.tagged(userId)
  }

  /** A late answer must not hand out the cookie of an ended session in place of the one that came after it. */
  private async change(id: string, values: Record<string, unknown>) {
    const changed = await db
      .from(TABLE)
      .where({ id })
      .update({ ...values, seen_at: new Date() })
    if (Number(changed) === 0 && id === this.#carried) {
      this.ctx?.response.removeHeader('set-cookie')
    }
  }

  #belongsToVisitor(id: string, values: SessionData) {
    const isKeptAsRow = id === this.#carried && this.#isRow
    return Boolean(this.ctx?.response) && !isKeptAsRow && !(SIGNED_IN_AT in values)
  }

  private expiry() {
    const age = this.#isBrief ? BRIEF_AGE : this.config.age
    return new Date(Date.now() + string.seconds.parse(age) * 1000)
  }
}

/** For `config/session.ts`. */
export const livingSessions = configProvider.create(async (app) => {
  const open = await stores.database({ tableName: TABLE }).resolver(app)
  const factory: SessionStoreFactory = (ctx, config) =>
    new LivingSessions(open(ctx, config) as SessionStoreWithTaggingContract, ctx, config)
  return factory
})
