import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import type { Verification } from '#kit'
import { durationMs } from '#shared/durations'
import { compileExpression } from '#shared/expressions/expression'
import { MappingFault } from '#shared/expressions/functions'
import { compileTemplate, type Render } from '#shared/expressions/template'
import type { Delivery, Proofs, Verdict } from './delivery.js'
import { momentOf } from './moment.js'
import { isFrom } from './senders.js'

export type Verify = (delivery: Delivery, proofs: Proofs) => Verdict

/** Clocks of vendors differ from ours by less than this. */
const MOST_AHEAD_MS = 300_000
const WITHIN = 'PT5M'

/** Compiles the ways in which a delivery can prove itself; one of them has to fit. */
export function compileVerification(declared: Verification | Verification[]): Verify {
  const ways = [declared].flat().map(compileWay)
  return (delivery, proofs) => {
    const verdicts = ways.map((way) => quietly(() => way(delivery, proofs)))
    return (
      verdicts.find(({ isGenuine }) => isGenuine) ??
      verdicts.find((verdict) => 'isStale' in verdict) ??
      verdicts[0]
    )
  }
}

function compileWay(way: Verification): Verify {
  const proof = proofOf(way)
  const isTimely = compileTime(way)
  return (delivery, proofs) => {
    const verdict = proof(delivery, proofs)
    // Only who has proved itself is told that it is late: the time is part of what is signed.
    return verdict.isGenuine ? isTimely(delivery, proofs) : verdict
  }
}

const GENUINE: Verdict = { isGenuine: true }

function proofOf(way: Verification): Verify {
  switch (way.kind) {
    case 'hmac':
      return compileHmac(way)
    case 'token':
      return compileToken(way)
    case 'address': {
      const isKnown = isFrom(way.senders)
      return ({ ip }, { isSandbox }) => (isSandbox || isKnown(ip) ? GENUINE : strangerAt(ip))
    }
    case 'refetch':
      return () => GENUINE
  }
}

const BAD_SIGNATURE: Verdict = {
  isGenuine: false,
  code: 'E_SIGNATURE',
  message:
    'The signature of this delivery does not match, so it was refused. Check that the signing secret here and at the sender is the same.',
}

const NO_SECRET: Verdict = {
  isGenuine: false,
  code: 'E_NO_SECRET',
  message:
    'No signing secret is stored for this source, so deliveries cannot be verified and are refused. Enter the secret on the source’s page.',
}

function compileHmac(way: Extract<Verification, { kind: 'hmac' }>): Verify {
  const key = compileTemplate(way.key, 'signature')
  const read = compileExpression(way.signature, 'webhook')
  const pieces = (way.over ?? '{body}')
    .split('{body}')
    .map((text) => compileTemplate(text, 'webhook'))
  return (delivery, proofs) => {
    const secret = Buffer.from(key(signing(proofs)), way.keyEncoding ?? 'utf8')
    if (secret.length === 0) {
      return NO_SECRET
    }
    const scope = scopeOf(delivery, proofs.settings)
    const own = createHmac(way.algorithm, secret)
    signed(pieces, scope).forEach((part) => own.update(part ?? delivery.raw))
    const expected = own.digest(way.encoding ?? 'hex')
    const given = [read(scope)].flat().map(String)
    // Every one is compared: how long it takes tells nothing of which fits.
    const fits = given.map((signature) => isSame(signature, expected))
    return fits.includes(true) ? GENUINE : BAD_SIGNATURE
  }
}

/** Text around and between the bodies; null is the body itself, byte for byte. */
const signed = (pieces: Render[], scope: ReturnType<typeof scopeOf>): (string | null)[] =>
  pieces.flatMap((piece, index) => (index === 0 ? [piece(scope)] : [null, piece(scope)]))

function compileToken(way: Extract<Verification, { kind: 'token' }>): Verify {
  const key = compileTemplate(way.key, 'signature')
  const read = compileExpression(way.token, 'webhook')
  return (delivery, proofs) => {
    const secret = key(signing(proofs))
    if (secret === '') {
      return NO_SECRET
    }
    const given = read(scopeOf(delivery, proofs.settings))
    return typeof given === 'string' && isSame(given, secret) ? GENUINE : BAD_TOKEN
  }
}

const BAD_TOKEN: Verdict = {
  isGenuine: false,
  code: 'E_SIGNATURE',
  message:
    'The token of this delivery does not match, so it was refused. Check that the token here and at the sender is the same.',
}

const strangerAt = (ip: string): Verdict => ({
  isGenuine: false,
  code: 'E_SENDER',
  message: `This delivery came from ${ip}, which is not an address of the sender, so it was refused. If a proxy stands in front of this installation, name it in TRUSTED_PROXIES.`,
})

/** Where nothing is signed, a time proves nothing: a delivery without one is no worse than one with any. */
const UNSIGNED = ['address', 'refetch']

function compileTime({ kind, at, within = WITHIN }: Verification): Verify {
  if (at === undefined) {
    return () => GENUINE
  }
  const read = compileExpression(at, 'webhook')
  return (delivery, { settings, now }) => {
    const sent = momentOf(read(scopeOf(delivery, settings)))
    if (sent === null) {
      return UNSIGNED.includes(kind)
        ? GENUINE
        : { isGenuine: false, code: 'E_DELIVERY_TIME', message: NO_TIME }
    }
    const age = now.getTime() - sent
    const isTimely = age <= durationMs(within) && age >= -MOST_AHEAD_MS
    return isTimely ? GENUINE : { isGenuine: false, isStale: true, ...staleAt(new Date(sent)) }
  }
}

const NO_TIME =
  'This delivery does not say when it was sent, so it was refused: an old one could be sent again.'

const staleAt = (sent: Date) => ({
  code: 'E_DELIVERY_TIME',
  message: `This delivery was sent at ${sent.toISOString()}, which is too far from now, so it was refused. Send it again, and check the clock of the sender.`,
})

export const scopeOf = (delivery: Delivery, settings: Record<string, unknown>) => ({
  webhook: { ...delivery, raw: delivery.raw.toString('utf8') },
  settings,
})

const signing = ({ settings, credentials, client }: Proofs) => ({
  ...{ settings, credentials, client },
  ...{ account: null, parent: null, window: null, token: {} },
})

/** As long for a wrong first letter as for a wrong last one, and for texts of any length. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected, 'buffer'))
}

/** An expression that does not fit what arrived has found no proof in it. */
function quietly(verify: () => Verdict): Verdict {
  try {
    return verify()
  } catch (error) {
    if (error instanceof MappingFault) {
      return BAD_SIGNATURE
    }
    throw error
  }
}
