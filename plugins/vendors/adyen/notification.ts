/** A webhook in JSON holds one event: https://docs.adyen.com/development-resources/webhooks/webhook-types */
const PLACE = 'notificationItems[0].NotificationRequestItem'
export const ITEM = `webhook.body.${PLACE}`
export const SENT = `response.body.${PLACE}`

export const isOne = (...codes: string[]) => `${ITEM}.eventCode in ${JSON.stringify(codes)}`

/** https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures */
const SIGNED = [
  'pspReference',
  'originalReference',
  'merchantAccountCode',
  'merchantReference',
  'amount.value',
  'amount.currency',
  'eventCode',
  'success',
]

/** How a standard webhook is verified, told from others, and answered. */
export const NOTIFICATION = {
  verify: {
    kind: 'hmac',
    algorithm: 'sha256',
    encoding: 'base64',
    key: '{credentials.webhookSecret}',
    keyEncoding: 'hex',
    // With a second event, one of them would be unsigned.
    signature: `size(webhook.body.notificationItems) == 1 ? ${ITEM}.additionalData.hmacSignature : ""`,
    over: SIGNED.map((field) => `{${ITEM}.${field}}`).join(':'),
    // Not signed itself. It keeps out what is older than any delivery that Adyen tries again.
    at: `${ITEM}.eventDate`,
    within: 'P90D',
  },
  secret: {
    from: 'vendor',
    label: 'HMAC key',
    help: 'In the Customer Area under Developers, Webhooks, on the page of the webhook: Security, HMAC Key, Generate. Shown once, in hexadecimal.',
  },
  // https://docs.adyen.com/development-resources/webhooks/handle-webhook-events: duplicates agree in code and reference.
  id: `${ITEM}.eventCode + " " + ${ITEM}.pspReference + " " + string(${ITEM}.success) + " " + ${ITEM}.eventDate`,
  reply: { notificationResponse: '[accepted]' },
} as const
