import { globSync, readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { newId } from '#foundation'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Addresses below an organization, and addresses of the whole site, as the pages write them. */
const WITHIN = [/href\(\s*(['`])(\/.*?)\1/g, /path: (['`])(\/.*?)\1/g]
const OUTSIDE = [/\b(?:to|href)=(")(\/.*?)"/g, /(?:send\('\w+', |router\.\w+\()(['`])(\/.*?)\1/g]

/** Pages of whoever runs the installation lie below no organization. */
const OPERATIONS = '/operations'

/** What is filled in is an id, or a name of two parts as plugins have. */
const FILLINGS = [newId(), 'acme/shop']

function addressesIn(text: string): string[] {
  const found = (patterns: RegExp[], prefix: string) =>
    patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].map(
        ([, , path]) => (path.startsWith(OPERATIONS) ? '' : prefix) + path.replace(/\?.*/, '')
      )
    )
  return [...found(WITHIN, '/o/acme'), ...found(OUTSIDE, '')]
}

function isServed(address: string): boolean {
  const bare = address.replace(/([^/])\$\{[^}]*\}$/, '$1')
  return FILLINGS.some((filling) => {
    const path = bare.replaceAll(/\$\{.*?\}/g, filling)
    return METHODS.some((method) => router.match(path, method, true) !== null)
  })
}

test.group('Addresses in pages', () => {
  test('each leads to a route', ({ assert }) => {
    const pages = globSync('resources/**/*.{vue,ts}')
    const addresses = pages.flatMap((file) =>
      addressesIn(readFileSync(file, 'utf8')).map((address) => `${address} in ${file}`)
    )

    assert.isAbove(addresses.length, 50)
    assert.deepEqual(
      addresses.filter((line) => !isServed(line.split(' in ')[0])),
      []
    )
  })

  test('one that nobody serves is seen', ({ assert }) => {
    const [served, dead] = addressesIn(`href('/imports?into=x') to="/nowhere"`)

    assert.deepEqual(
      [isServed(served), isServed(dead), isServed('/o/acme/imports/new')],
      [true, false, false]
    )
  })
})
