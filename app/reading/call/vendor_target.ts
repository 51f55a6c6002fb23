import { VendorFailure } from '../vendor_failure.js'

export interface TargetSettings {
  isProduction: boolean
  /** `host=url,host=url` */
  vendorHosts: string | undefined
  sandboxUrl: string | undefined
}

export interface Target {
  /** Where the connection goes. */
  origin: string
  /** What is sent as Host. */
  host: string
  /** It is the vendor itself, and neither the emulator nor a server of a developer. */
  isVendor: boolean
}

/**
 * Decides where a call goes. A live connection goes to the vendor, over TLS, and nothing can send it elsewhere in
 * production; in development and tests VENDOR_HOSTS may. A sandbox connection goes to the emulator and never
 * to the vendor.
 */
export function vendorTarget(
  host: string,
  mode: 'live' | 'sandbox',
  settings: TargetSettings
): Target {
  if (mode === 'live') {
    const other = redirected(host, settings)
    return { origin: other ?? `https://${host}`, host, isVendor: other === undefined }
  }
  const origin = settings.sandboxUrl
  if (!origin) {
    throw new VendorFailure({
      kind: 'configuration',
      action: 'fail',
      code: 'E_NO_SANDBOX',
      message:
        'This source is connected to the sandbox, and no sandbox is running. Start Quarterdeck with npm start, or set SANDBOX_URL.',
    })
  }
  return { origin: new URL(origin).origin, host, isVendor: false }
}

function redirected(host: string, { isProduction, vendorHosts }: TargetSettings) {
  return isProduction ? undefined : redirections(vendorHosts).get(host)
}

function redirections(list: string | undefined): Map<string, string> {
  const pairs = (list ?? '').split(',').filter((pair) => pair.includes('='))
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), new URL(pair.slice(at + 1).trim()).origin]
    })
  )
}
