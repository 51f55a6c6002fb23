import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

const PREFIX = 'whsec_'

/** 24 random bytes, as Standard Webhooks asks for at least. */
export const newSigningSecret = () => PREFIX + randomBytes(24).toString('base64')

/**
 * The headers of Standard Webhooks: an id by which the receiver drops repetitions, the moment, and one signature for each secret.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(
  body: string,
  id: string,
  { secrets, at }: { secrets: string[]; at: Date }
) {
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  }
}
