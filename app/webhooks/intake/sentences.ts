import { Refusal } from '#foundation'

/** What senders are told. Whoever knows no address learns nothing of any. */
export const unknownAddress = () =>
  new Refusal({
    code: 'E_UNKNOWN_ADDRESS',
    status: 404,
    message:
      'There is no source at this address, so nothing was taken. Copy the address again from the source’s page.',
  })

/** Vendors stop sending to an address that is gone for good. */
export const removedSource = () =>
  new Refusal({
    code: 'E_SOURCE_GONE',
    status: 410,
    message: 'The source at this address was removed, so nothing was taken. Remove the webhook.',
  })

export const comeLater = (seconds: number) =>
  new Refusal({
    code: 'E_TOO_MANY_DELIVERIES',
    status: 429,
    message: `More arrived in a minute than is taken, so this delivery was not. Send it again in ${seconds} seconds.`,
    detail: { retryAfterSeconds: seconds },
  })

export const tooManyWait = () =>
  new Refusal({
    code: 'E_DELIVERIES_WAIT',
    status: 503,
    message:
      'Many deliveries wait for this source already, so this one was not taken. Resume the source or finish its setup, and send it again.',
  })

export const pluginAway = () =>
  new Refusal({
    code: 'E_PLUGIN_UNAVAILABLE',
    status: 503,
    message:
      'The plugin of this source cannot be used at the moment, so this delivery could not be verified and was not taken. Send it again later.',
  })

export const noQuestion = () =>
  new Refusal({
    code: 'E_METHOD',
    status: 405,
    message: 'This address takes deliveries with POST. Nothing was taken.',
  })

export const packed = () =>
  new Refusal({
    code: 'E_ENCODING_UNKNOWN',
    status: 415,
    message: 'The body is compressed, and deliveries are taken as they are signed: send it plain.',
  })

export const refused = (code: string, message: string, status = 401) =>
  new Refusal({ code, status, message })
