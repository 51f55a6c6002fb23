import { test } from '@japa/runner'
import fc, { type Scheduler } from 'fast-check'
import type { StoredCredentials } from '#connections/credentials/credential_store'
import { renewThrough, type Renewal } from '#connections/oauth/renewal'
import type { TokenGrant } from '#connections/oauth/token_answer'
import { VendorFailure } from '#reading'

const stored = (access: string, refresh: string): StoredCredentials => ({
  accessToken: { value: access, expiresAt: null },
  refreshToken: { value: refresh, expiresAt: null },
})

const grantOf = (accessToken: string, refreshToken: string): TokenGrant => ({
  ...{ accessToken, refreshToken, expiresAt: null, refreshExpiresAt: null, scope: null, kept: {} },
})

const gone = () =>
  new VendorFailure({
    kind: 'authorization',
    action: 'reconnect',
    code: 'E_CONSENT_GONE',
    message: '',
  })

/** A vendor whose refresh tokens serve once, a store, and a turn that is over for a worker that holds it too long. */
class Scene {
  row = stored('a0', 'r0')
  /** The only refresh token that the vendor still honours. */
  live = 'r0'
  refreshes = 0
  #count = 0
  #holder: symbol | undefined

  constructor(
    readonly scheduler: Scheduler,
    /** At which looks a worker that waits finds the turn of the holder over. */
    readonly expiries: boolean[]
  ) {}

  #step = <Value>(label: string, value: () => Value): Promise<Value> =>
    this.scheduler.schedule(Promise.resolve(), label).then(value)

  renewal(stale: string): Renewal {
    return {
      read: () => this.#step('read', () => this.row),
      ask: async ({ refreshToken }) => {
        const grant = await this.#step('vendor decides', () => this.#refresh(refreshToken.value))
        return this.#step('answer arrives', () => grant())
      },
      replace: (before, grant) => this.#step('replace', () => this.#replace(before, grant)),
      takeTurn: (turn) => this.#takeTurn(turn),
      isUsable: ({ accessToken }) => accessToken.value !== stale,
    }
  }

  /** A person consents anew: other tokens, and the vendor ends the old ones. */
  reconnect = () =>
    this.#step('reconnect', () => {
      this.live = `r${++this.#count}`
      this.row = stored(`a${this.#count}`, this.live)
    })

  #refresh(refreshToken: string): () => TokenGrant {
    if (refreshToken !== this.live) {
      return () => {
        throw gone()
      }
    }
    this.refreshes++
    this.live = `r${++this.#count}`
    const grant = grantOf(`a${this.#count}`, this.live)
    return () => grant
  }

  #replace(before: StoredCredentials, grant: TokenGrant) {
    if (this.row.accessToken.value === before.accessToken.value) {
      this.row = stored(grant.accessToken, grant.refreshToken)
    }
    return this.row
  }

  async #takeTurn({ find, renew }: Parameters<Renewal['takeTurn']>[0]) {
    const me = Symbol('worker')
    while (this.#holder && !this.expiries.pop()) {
      const found = await find()
      if (found) {
        return found
      }
    }
    this.#holder = me
    try {
      return await renew()
    } finally {
      this.#holder = this.#holder === me ? undefined : this.#holder
    }
  }
}

const outcomeOf = (work: Promise<StoredCredentials>) =>
  work.then(({ accessToken }) => accessToken.value).catch((error: VendorFailure) => error.code)

const INTERLEAVINGS = { numRuns: 10_000 }

test.group('Rotating tokens under all interleavings', () => {
  test('eight workers make one refresh, and all get its token', async ({ assert }) => {
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const scene = new Scene(scheduler, [])
      const work = Array.from({ length: 8 }, () => outcomeOf(renewThrough(scene.renewal('a0'))))
      await scheduler.waitFor(Promise.all(work))
      assert.deepEqual([scene.refreshes, scene.row], [1, stored('a1', 'r1')])
      assert.deepEqual(new Set(await Promise.all(work)), new Set(['a1']))
    })
    await fc.assert(property, { numRuns: 500 })
  })

  test('no worker ends with a token lost, also where turns end early and a person reconnects', async ({
    assert,
  }) => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.boolean(), { maxLength: 12 }),
      fc.boolean(),
      async (scheduler, expiries, reconnects) => {
        const scene = new Scene(scheduler, expiries)
        const work = [1, 2, 3].map(() => outcomeOf(renewThrough(scene.renewal('a0'))))
        const person = reconnects ? [scene.reconnect()] : []
        await scheduler.waitFor(Promise.all([...work, ...person]))
        // Whatever happened, what is stored is what the vendor honours.
        assert.equal(scene.row.refreshToken.value, scene.live)
      }
    )
    await fc.assert(property, INTERLEAVINGS)
  })
})
