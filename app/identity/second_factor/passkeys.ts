import { hash } from 'node:crypto'
import { isIP } from 'node:net'
import type { HttpContext } from '@adonisjs/core/http'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { appUrl } from '#config/app'
import { heldConnection, newId, Refusal } from '#foundation'
import User from '#identity/models/user'

type Registration = Parameters<typeof verifyRegistrationResponse>[0]['response']
type Assertion = Parameters<typeof verifyAuthenticationResponse>[0]['response']

/** EdDSA, ES256 and RS256: what every browser and platform makes, and Node checks without experiments. */
const ALGORITHMS = [-8, -7, -257]
const CHALLENGE = 'passkey_challenge'
const CHALLENGE_LIFETIME_MS = 5 * 60_000

interface Row {
  id: string
  user_id: string
  credential_id: string
  public_key: Buffer
  counter: string
  transports: string[]
}

/** A passkey belongs to a name; browsers make none for a bare address. */
export const mayUsePasskeys = ({ request }: HttpContext) => isIP(request.hostname() ?? '') === 0

/** The name and addresses that a passkey is for: those under which this request came. */
function partyOf({ request }: HttpContext) {
  const asked = `${request.protocol()}://${request.host()}`
  return {
    rpID: request.hostname()!,
    expectedOrigin: [asked, new URL(appUrl).origin],
    expectedRPID: request.hostname()!,
  }
}

const rows = () => heldConnection().from('passkeys')

/** What the browser needs for making a passkey. It verifies its owner itself, by a PIN or a fingerprint. */
export async function registrationOptions(ctx: HttpContext, user: User) {
  const existing: Row[] = await rows().where('user_id', user.id)
  const options = await generateRegistrationOptions({
    rpName: 'Quarterdeck',
    rpID: partyOf(ctx).rpID,
    userName: user.email,
    userDisplayName: user.fullName,
    userID: new Uint8Array(Buffer.from(user.id)),
    excludeCredentials: existing.map(({ credential_id: id }) => ({ id })),
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  ctx.session.put(CHALLENGE, { challenge: options.challenge, at: Date.now() })
  return options
}

/** Keeps the passkey that the browser made. */
export async function registerPasskey(
  ctx: HttpContext,
  user: User,
  { name, response }: { name: string; response: unknown }
) {
  const expectedChallenge = takeChallenge(ctx)
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    ...partyOf(ctx),
    expectedChallenge,
    response: response as Registration,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(notAccepted)
  if (!verified) {
    return notAccepted()
  }
  const { credential } = registrationInfo
  const [made] = await heldConnection()
    .insertQuery()
    .table('passkeys')
    .insert({
      id: newId(),
      user_id: user.id,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name,
      created_at: new Date(),
    })
    .onConflict('credential_id')
    .ignore()
    .returning('id')
  return made ?? notAccepted()
}

/** What the browser needs for using a passkey: one of this person, or any that it holds for this name. */
export async function authenticationOptions(ctx: HttpContext, user?: { id: string }) {
  const own: Row[] = user ? await rows().where('user_id', user.id) : []
  const options = await generateAuthenticationOptions({
    rpID: partyOf(ctx).rpID,
    allowCredentials: own.map(({ credential_id: id, transports }) => ({ id, transports })),
    userVerification: 'required',
  })
  ctx.session.put(CHALLENGE, { challenge: options.challenge, at: Date.now() })
  return options
}

/** Whose passkey this is. One of another person than `user` is refused, and each answer counts once. */
export async function personOfPasskey(
  ctx: HttpContext,
  response: unknown,
  user?: { id: string }
): Promise<User> {
  const expectedChallenge = takeChallenge(ctx)
  const asserted = response as Assertion
  const passkey: Row | null = await rows()
    .where('credential_id', String(asserted?.id ?? ''))
    .first()
  if (!passkey || (user && passkey.user_id !== user.id)) {
    return notAccepted()
  }
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    ...partyOf(ctx),
    expectedChallenge,
    response: asserted,
    requireUserVerification: true,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: Number(passkey.counter),
      transports: passkey.transports,
    },
  }).catch(notAccepted)
  if (!verified) {
    return notAccepted()
  }
  await spend(expectedChallenge)
  await rows()
    .where('id', passkey.id)
    .update({ counter: authenticationInfo.newCounter, last_used_at: new Date() })
  return User.findOrFail(passkey.user_id)
}

/** Answers whether the person had it. */
export async function removePasskey(userId: string, id: string): Promise<boolean> {
  const removed = await rows().where({ id, user_id: userId }).delete()
  return Number(removed) === 1
}

/** The challenge of this session, once. */
function takeChallenge({ session }: HttpContext): string {
  const asked: { challenge: string; at: number } | undefined = session.pull(CHALLENGE)
  return asked && asked.at > Date.now() - CHALLENGE_LIFETIME_MS ? asked.challenge : notAccepted()
}

/**
 * A visitor's session travels with the visitor, who could bring an old one back together with its answer, so what signed
 * somebody in is written down until it has expired.
 */
async function spend(challenge: string) {
  const spent = await heldConnection()
    .insertQuery()
    .table('used_challenges')
    .insert({ challenge_hash: hash('sha256', challenge, 'hex'), used_at: new Date() })
    .onConflict('challenge_hash')
    .ignore()
    .returning('challenge_hash')
  return spent.length === 1 ? undefined : notAccepted()
}

function notAccepted(): never {
  throw new Refusal({
    code: 'E_PASSKEY_REFUSED',
    status: 422,
    message:
      'This passkey was not accepted: it belongs to another account or installation, or it took longer than five minutes. Nothing was changed. Try again, or use another way.',
  })
}
