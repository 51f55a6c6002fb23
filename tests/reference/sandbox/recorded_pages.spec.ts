import { test } from '@japa/runner'
import {
  answerTo,
  kindsIn,
  wiredPlugins,
  type Exchange,
  type WiredPlugin,
} from '#tests/support/recorded_pages'

const plugins = await wiredPlugins()

test.group('Pages of wires against recorded answers', () => {
  for (const plugin of plugins) {
    test(`${plugin.name}: every recorded field is in the page, with the same type`, ({
      assert,
    }) => {
      const compared = plugin.exchanges.filter(
        (exchange) => answerTo(plugin, exchange) !== undefined
      )

      assert.isNotEmpty(compared, 'no recorded request is answered by this wire')
      assert.deepEqual(
        compared.flatMap((exchange) => differences(plugin, exchange)),
        []
      )
    })
  }
})

/** Fields that the vendor sent and the page lacks, and fields of another type. */
function differences(plugin: WiredPlugin, exchange: Exchange): string[] {
  const theirs = kindsIn(exchange.response)
  const ours = kindsIn(answerTo(plugin, exchange)!.body)
  return [...theirs]
    .filter(
      ([path]) =>
        !Object.keys(plugin.differs).some(
          (known) => path === known || path.startsWith(`${known}.`) || path.startsWith(`${known}[`)
        )
    )
    .flatMap(([path, kinds]) => {
      const own = ours.get(path)
      const told = `${exchange.file} ${path}`
      if (!own) {
        return kinds.has('null') ? [] : [`${told}: is missing`]
      }
      const agrees = [...own].some(
        (kind) => kinds.has(kind) || kind === 'null' || kinds.has('null')
      )
      return agrees
        ? []
        : [`${told}: ${[...own].join(' or ')} instead of ${[...kinds].join(' or ')}`]
    })
}
