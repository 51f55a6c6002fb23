import { compileCondition } from '../map/fields.js'
import type { CompiledStream, MappingScope } from '../map/types.js'
import { VendorFailure } from '../vendor_failure.js'
import type { RawPage } from './read_slice.js'

/** Pages as they come, unless one holds records of an account that was not asked for. */
export async function* ownRecords(
  pages: AsyncIterable<RawPage>,
  { definition: { belongs } }: CompiledStream,
  { title, scope }: { title: string; scope: MappingScope }
): AsyncGenerator<RawPage> {
  const isOwn = belongs === undefined ? () => true : compileCondition(belongs, 'belongs')
  for await (const page of pages) {
    if (!page.records.every((record) => isOwn({ ...scope, record }))) {
      throw new VendorFailure({
        kind: 'temporary',
        action: 'retry',
        code: 'E_OTHER_ACCOUNT',
        message: `${title} responded with the numbers of another account, so nothing was stored. The sync retries later.`,
        retryAfterSeconds: 300,
      })
    }
    yield page
  }
}
