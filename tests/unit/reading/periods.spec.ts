import { test } from '@japa/runner'
import type { ApiConnector, FactMapping, Plugin } from '#kit'
import { compileConnector } from '#reading/map/compile_connector'
import { isRejected, type MappingScope } from '#reading/map/types'
import { shopManifest } from '#tests/support/shop_manifest'

const account = {
  id: '1',
  name: 'Shop',
  currency: 'EUR',
  timeZone: 'America/New_York',
  attributes: {},
}
const scope: MappingScope = { account, settings: {}, today: '2026-11-20' }

/** The day, and the hour where there is one, of a value; or why it is neither. */
function placeOf(period: FactMapping['period'], day: unknown) {
  const manifest: Plugin = shopManifest()
  const shop = manifest.connectors!.shop as ApiConnector
  const { orders } = shop.streams
  const facts = { ...(orders.facts as FactMapping), period }
  manifest.connectors = { shop: { ...shop, streams: { orders: { ...orders, facts } } } }
  const stream = compileConnector(manifest, 'shop').streams.get('orders')!
  const mapped = stream.mapRecord({ id: 1, day }, scope)
  if (mapped === null || isRejected(mapped)) {
    return mapped?.code
  }
  const [fact] = mapped.facts
  return [fact.day, fact.dimensions.hour].filter(Boolean).join(' ')
}

test.group('A date of a period', () => {
  test('is the first day of it: {0} {1}')
    .with([
      ['month', '2026-03', '2026-03-01'],
      ['month', '202603', '2026-03-01'],
      ['month', '2026-03-31', '2026-03-01'],
      ['month', '2026-13', 'E_DATE_INVALID'],
      ['quarter', '2026-Q2', '2026-04-01'],
      ['year', 2026, '2026-01-01'],
      ['week', '2026-W01', '2025-12-29'],
      ['week', '2026-W60', 'E_DATE_INVALID'],
      ['day', '2026-03', 'E_DATE_INVALID'],
      [undefined, '20260301', '2026-03-01'],
    ] as const)
    .run(({ assert }, [period, value, day]) => assert.equal(placeOf(period, value), day))

  test('that is an hour has a day and an hour: {0}')
    .with([
      ['2026030113', '2026-03-01 13'],
      ['2026-03-01T07:00', '2026-03-01 07'],
      ['2026-03-01T03:30:00Z', '2026-02-28 22'],
      ['2026030125', 'E_DATE_INVALID'],
    ] as const)
    .run(({ assert }, [value, place]) => assert.equal(placeOf('hour', value), place))
})
