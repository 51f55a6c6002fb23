import { Refusal } from '#foundation'
import type Import from '../models/import.js'

/** Throws where an import has left the wizard. */
export function assertOpen({ state }: Import) {
  if (state !== 'inspected' && state !== 'failed') {
    throw new Refusal({
      code: 'E_IMPORT_STARTED',
      status: 409,
      message:
        'This import has already started, so it can no longer be changed. Undo it, and upload the file again.',
    })
  }
}
