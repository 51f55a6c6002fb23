import { test } from '@japa/runner'
import { likelyCurrency } from '../../../resources/features/identity/local_settings.js'

test.group('The currency proposed to a new account', () => {
  test('is that of {zone} for a reader of {language}: {currency}')
    .with([
      { zone: 'Europe/Amsterdam', language: 'en-GB', currency: 'EUR' },
      { zone: 'Europe/Budapest', language: 'hu', currency: 'HUF' },
      { zone: 'Africa/Cairo', language: 'ar', currency: 'EGP' },
      { zone: 'America/New_York', language: 'en-US@posix', currency: 'USD' },
      { zone: 'UTC', language: 'sv', currency: 'SEK' },
      { zone: 'UTC', language: '', currency: 'USD' },
    ])
    .run(({ assert }, { zone, language, currency }) => {
      assert.equal(likelyCurrency(zone, language), currency)
    })
})
