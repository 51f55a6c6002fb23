import type { SandboxRequest, VendorSandbox } from '#kit'

/** Requests per second and credential. Real seconds: a limit is about the wire, not the sample's clock. */
export class RateMeter {
  #windows = new Map<string, { second: number; used: number }>()

  admits(request: SandboxRequest, { requestsPerSecond }: VendorSandbox): boolean {
    if (!requestsPerSecond) {
      return true
    }
    const key = `${request.host} ${request.headers.authorization ?? ''}`
    const second = Math.floor(performance.now() / 1000)
    const window = this.#windows.get(key)
    const used = window?.second === second ? window.used + 1 : 1
    this.#windows.set(key, { second, used })
    return used <= requestsPerSecond
  }
}
