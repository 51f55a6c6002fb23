import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import type { ProvenAccount } from '#identity/actions/sign_in_with_provider'
import type { openProvider } from '#identity/social/providers'

const LONGEST_NAME = 100
const LONGEST_ADDRESS = 254

/** Who the provider says came back, once the answer is one that this browser asked for. */
export async function accountOfAnswer(
  ctx: HttpContext,
  { id, name, vouches, driver }: ReturnType<typeof openProvider>
): Promise<ProvenAccount> {
  assertAskedFor(ctx, { name, driver })
  const found = driver.hasError() ? undefined : await ask(ctx, driver)
  if (!found?.id) {
    throw refused(
      'E_PROVIDER_FAILED',
      `${name} did not tell us who you are, so you were not signed in. Try again in a few minutes, or sign in with your password.`
    )
  }
  const email = addressIn(found.email)
  return {
    provider: id,
    providerName: name,
    subject: String(found.id),
    email,
    fullName: (found.name || email?.split('@')[0] || name).slice(0, LONGEST_NAME),
    isVerified: vouches && found.emailVerificationState === 'verified',
    timeZone: 'UTC',
  }
}

function addressIn(email: string | null): string | null {
  return email?.trim().toLowerCase().slice(0, LONGEST_ADDRESS) || null
}

function assertAskedFor(
  { request }: HttpContext,
  { name, driver }: Pick<ReturnType<typeof openProvider>, 'name' | 'driver'>
) {
  if (driver.accessDenied()) {
    throw refused('E_SIGN_IN_CANCELLED', `You did not agree at ${name}, so you were not signed in.`)
  }
  // The library compares the cookie with the address and takes two absent ones for equal.
  if (!request.input('state') || driver.stateMisMatch()) {
    throw refused(
      'E_STATE_MISMATCH',
      `This answer of ${name} belongs to another browser, another provider or an older try, so you were not signed in. Start again.`
    )
  }
}

/** What goes wrong between us and the provider is written to the log, without what was sent. */
async function ask(ctx: HttpContext, driver: ReturnType<typeof openProvider>['driver']) {
  try {
    return await driver.user()
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'unknown'
    ctx.logger.warn({ cause }, 'a sign-in provider did not answer as it should')
    return undefined
  }
}

const refused = (code: string, message: string) => new Refusal({ code, status: 409, message })
