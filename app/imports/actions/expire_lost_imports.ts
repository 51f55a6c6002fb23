import { deadLetters, Refusal, withTenant } from '#foundation'
import Import from '../models/import.js'
import FailImport from './fail_import.js'
import { IMPORT_QUEUE } from './start_import.js'
import UndoImport, { UNDO_QUEUE } from './undo_import.js'

interface LostImport extends Record<string, string> {
  organizationId: string
  importId: string
}

/** Imports and undoings whose job the queue gave up, since its workers died every time, end with a sentence. */
export default class ExpireLostImports {
  async execute(now: Date): Promise<void> {
    for (const lost of await deadLetters<LostImport>([IMPORT_QUEUE], now)) {
      await new FailImport().execute({ ...lost, refusal: givenUp(), isLastTry: true })
    }
    for (const { organizationId, importId } of await deadLetters<LostImport>([UNDO_QUEUE], now)) {
      await withTenant(organizationId, async (tenant) => {
        const found = await Import.of({ id: organizationId }).where('id', importId).first()
        if (found?.state === 'undoing') {
          await new UndoImport().giveUp(tenant, found)
        }
      })
    }
  }
}

const givenUp = () =>
  new Refusal({
    code: 'E_GIVEN_UP',
    status: 500,
    message:
      'We could not finish this import after many tries; the fault is on our side. Upload the file again, and tell support if it fails once more.',
  })
