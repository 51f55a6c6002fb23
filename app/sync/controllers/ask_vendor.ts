import { VendorFailure } from '#reading'
import { Refusal } from '#foundation'

/** A vendor that does not agree while a person connects it is an answer to the form, not a fault of ours. */
export async function askVendor<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof VendorFailure) {
      throw new Refusal({ code: error.code, status: 422, message: error.message })
    }
    throw error
  }
}
