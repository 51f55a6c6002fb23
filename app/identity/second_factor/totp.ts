import { Secret, TOTP } from 'otpauth'

/** What authenticator apps expect of RFC 6238: SHA-1, six digits, thirty seconds. */
const STEP_SECONDS = 30
/** A clock may be wrong by one step either way. */
const SKEW_STEPS = 1
const SECRET_BYTES = 20

export const newAuthenticatorSecret = () => new Secret({ size: SECRET_BYTES }).base32

/** What the QR code says, as authenticator apps read it. */
export function provisioningUri(secret: string, email: string): string {
  return new TOTP({ issuer: 'Quarterdeck', label: email, secret }).toString()
}

/** The step that a code belongs to, or undefined where it belongs to none around now. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const delta = TOTP.validate({
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp: now.getTime(),
    window: SKEW_STEPS,
  })
  const step = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
  return delta === null ? undefined : step + delta
}
