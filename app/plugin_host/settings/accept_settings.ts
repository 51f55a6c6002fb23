import { Refusal } from '#foundation'
import type { ObjectSchema } from '#kit'
import { checkSettings } from './check_settings.js'
import { describeSettings } from './describe_settings.js'
import { sandboxSettings } from './sandbox_settings.js'

/**
 * The values as they are kept; a refusal with a sentence per field where they do not fit the schema. A source in the sandbox
 * has what its emulator understands, unless the person chose something else.
 */
export function acceptSettings(
  schema: ObjectSchema | undefined,
  given: unknown,
  mode: 'live' | 'sandbox' = 'live'
) {
  const values = mode === 'sandbox' ? sandboxSettings(schema, Object(given)) : given
  const verdict = checkSettings(schema, values)
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

/** Values of a settings schema: how they are drawn, and how they are read. */
export const pluginSettings = { describe: describeSettings, accept: acceptSettings }
