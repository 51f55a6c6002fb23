import { isIP } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import type { Fault } from './failures.js'
import type { DatabaseTarget } from './driver.js'

/** What the certificate is held against. A form may have lost the line ends of the PEM. */
export function tlsOptions({ host, tls, certificate }: DatabaseTarget): ConnectionOptions | false {
  if (tls === 'none') {
    return false
  }
  return {
    // The connection goes to an address; the certificate belongs to the name.
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: tls === 'verified',
    ...(certificate ? { ca: wholeLines(certificate) } : {}),
  }
}

/** Marks stand on lines of their own, with no empty one beside them. */
const wholeLines = (pem: string) =>
  pem.replaceAll(/\s*(-----(?:BEGIN|END) CERTIFICATE-----)\s*/g, '\n$1\n')

const FAULTS: Record<string, Fault> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  CERT_HAS_EXPIRED: 'certificate',
  CERT_NOT_YET_VALID: 'certificate',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no_tls',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EPIPE: 'unreachable',
}

/** What goes wrong on the way to any server, by the code that Node gives it. */
export const wayFault = (code: string): Fault | undefined => FAULTS[code]
