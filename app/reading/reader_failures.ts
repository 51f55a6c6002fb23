import type { Rejection } from './map/rejection.js'
import { VendorFailure } from './vendor_failure.js'

export const tellsNobody = (title: string) =>
  new VendorFailure({
    kind: 'configuration',
    action: 'fail',
    code: 'E_CANNOT_NOTIFY',
    message: `${title} sends no messages. Choose a source that does.`,
  })

export const unreadable = (title: string, { code, message }: Rejection) =>
  new VendorFailure({
    kind: 'temporary',
    action: 'retry',
    code,
    message: `${title} sent a total that cannot be read. ${message}`,
  })
