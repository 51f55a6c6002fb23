/** Public API of `branding`: under whose name an installation answers. */
export { brandOfHost, shownBrand } from './brand.js'
export type { HostedBrand } from './brand.js'
