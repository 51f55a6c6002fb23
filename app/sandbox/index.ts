/** The door of `sandbox`: the sample business and the emulator of the vendors it uses. */
export { startEmulator } from './emulator/server.js'
export type { RunningEmulator, StartOptions } from './emulator/server.js'
export type { Fault, FaultKind } from './emulator/faults.js'
export type { Counters } from './emulator/counters.js'
export { sandboxRefreshToken } from './emulator/tokens.js'
export { loadVendorSandboxes } from './emulator/vendors.js'
export { generateBusiness } from './business/business.js'
export { exchangeRates } from './business/exchange_rates.js'
