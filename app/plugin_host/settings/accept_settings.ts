import { Refusal } from '#foundation'
import type { ObjectSchema } from '#kit'
import { checkSettings } from './check_settings.js'

/** The values as they are kept; a refusal with a sentence per field where they do not fit the schema. */
export function acceptSettings(schema: ObjectSchema | undefined, given: unknown) {
  const verdict = checkSettings(schema, given)
  if (verdict.status === 'invalid') {
    throw new Refusal({
      code: 'E_SETTINGS_INVALID',
      status: 422,
      message: Object.values(verdict.problems).join(' '),
      detail: { fields: verdict.problems },
    })
  }
  return verdict.values
}
