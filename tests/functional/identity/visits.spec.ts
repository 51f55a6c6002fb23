import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { givenMember, givenOrganization, PASSWORD } from '#tests/support/organizations'

async function rowCount() {
  const [{ count }] = await db.from('sessions').count('* as count')
  return Number(count)
}

/** A browser that keeps its cookies. */
class Visitor {
  readonly #cookies = new Map<string, string>()

  async send(path: string, form?: Record<string, string>) {
    const response = await fetch(process.env.APP_URL + path, {
      method: form ? 'POST' : 'GET',
      headers: {
        'accept': 'text/html',
        'cookie': [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-xsrf-token': this.#cookies.get('XSRF-TOKEN') ?? '',
        'content-type': 'application/json',
      },
      body: form && JSON.stringify(form),
      redirect: 'manual',
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      value ? this.#cookies.set(name, value) : this.#cookies.delete(name)
    }
    return { location: response.headers.get('location'), text: await response.text() }
  }
}

test.group('A visitor', () => {
  test('leaves no row behind, and is led on and signed in all the same', async ({ assert }) => {
    const organization = await givenOrganization()
    const user = await givenMember(organization)
    const before = await rowCount()
    const visitor = new Visitor()
    const path = `/o/${organization.slug}/team`

    const asked = await visitor.send(path)
    const page = await visitor.send('/login')
    await visitor.send('/login', { email: user.email, password: 'a wrong one' })
    const wrong = await visitor.send('/login')
    const after = await rowCount()
    const signedIn = await visitor.send('/login', { email: user.email, password: PASSWORD })
    const team = await visitor.send(path)

    assert.equal(asked.location, '/login')
    assert.include(page.text, 'Please sign in to continue')
    assert.include(wrong.text, 'or the password is wrong')
    assert.equal(after, before)
    assert.equal(signedIn.location, path)
    assert.include(team.text, 'organizations/team')
    assert.equal(await rowCount(), before + 1)
  })

  test('cannot make the sentence grow until the browser drops it', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.send('/login')

    await visitor.send('/signup', { fullName: 'x'.repeat(9_000), email: 'nobody' })
    const page = await visitor.send('/signup')

    assert.include(page.text, 'Enter an e-mail address such as')
  })

  test('stores no file, whatever route it is sent to', async ({ assert, cleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'uploads-'))
    const before = tmpdir()
    process.env.TMPDIR = folder
    cleanup(async () => {
      process.env.TMPDIR = before
      await rm(folder, { recursive: true })
    })
    const { slug } = await givenOrganization()
    const paths = ['/login', '/signup', `/o/${slug}/imports`, `/o/${slug}/settings/exchange-rates`]

    for (const path of [...paths, '/api/v1/imports', '/api/v1/metrics/query']) {
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(200_000)]), 'large.csv')
      await fetch(process.env.APP_URL + path, { method: 'POST', body: form, redirect: 'manual' })
    }

    assert.deepEqual(await readdir(folder), [])
  })
})
