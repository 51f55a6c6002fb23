import { forEachUnheld, Refusal, withTenant } from '#foundation'
import Import from '../models/import.js'
import FailImport from './fail_import.js'
import { IMPORT_QUEUE } from './start_import.js'
import UndoImport, { UNDO_QUEUE } from './undo_import.js'

const IMPORTS = { table: 'imports', since: 'updated_at', key: 'importId' }
const LANDING = { ...IMPORTS, isOpen: `state IN ('queued', 'running')`, queues: [IMPORT_QUEUE] }
const UNDOING = { ...IMPORTS, isOpen: `state = 'undoing'`, queues: [UNDO_QUEUE] }

/** Imports and undoings that no job holds any more, since the queue gave theirs up, end with a sentence. */
export default class ExpireLostImports {
  async execute(now: Date): Promise<void> {
    await forEachUnheld(LANDING, now, ({ organizationId, id: importId }) =>
      new FailImport().execute({ organizationId, importId, refusal: givenUp(), isLastTry: true })
    )
    await forEachUnheld(UNDOING, now, ({ organizationId, id }) =>
      withTenant(organizationId, async (tenant) => {
        const found = await Import.of({ id: organizationId }).where('id', id).firstOrFail()
        await new UndoImport().giveUp(tenant, found)
      })
    )
  }
}

const givenUp = () =>
  new Refusal({
    code: 'E_GIVEN_UP',
    status: 500,
    message:
      'This import failed after many attempts because of an error on our side. Upload the file again, and contact support if it fails again.',
  })
