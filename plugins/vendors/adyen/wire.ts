const ITEM = 'notificationItems.0.NotificationRequestItem'
const SIGNED = `pspReference originalReference merchantAccountCode merchantReference amount.value amount.currency eventCode success`

/** https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures */
export const ADYEN_SIGNATURE = {
  field: `${ITEM}.additionalData.hmacSignature`,
  over: SIGNED.split(' ')
    .map((field) => `{body.${ITEM}.${field}}`)
    .join(':'),
  algorithm: 'sha256',
  encoding: 'base64',
  secret: '5a6d9b3c7e1f2a4b8c0d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b',
  secretEncoding: 'hex',
} as const
