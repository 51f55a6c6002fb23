import { isIP } from 'node:net'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { brandOfHost, shownBrand, type HostedBrand } from '#branding'
import { appUrl } from '#config/app'
import { Refusal } from '#foundation'
import { sayBrand } from '#core/brand_words'

const OWN_NAMES = [new URL(appUrl).hostname, 'localhost']

/** What only we ourselves offer: accounts and organizations of our own, operations, the sandbox. */
const OURS_ALONE = /^\/(signup|organizations|operations|sample|stripe|dev)(\/|$)/

/**
 * Answers under our own name, and under those that a brand has proven. Another name that leads here is a mistake in somebody's DNS, or a
 * page that rebinds its name to reach an installation behind a firewall. Bare addresses cannot rebind. A page
 * may send any header but `Host`, so a name that a proxy hands on is asked for besides, never instead.
 */
export default class KnownHostMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const names = [ctx.request.header('host'), ctx.request.hostname()].map(nameOf)
    if (names.every(isOurs)) {
      return next()
    }
    const brand = names[0] === names[1] ? await brandOfHost(names[0]) : null
    if (!brand) {
      throw new Refusal({
        code: 'E_UNKNOWN_HOST',
        status: 421,
        message: 'This server does not answer under this name. Check the address.',
      })
    }
    const output = await this.underBrand(ctx, brand, next)
    sayBrand(ctx.response, brand)
    return output
  }

  private underBrand(ctx: HttpContext, brand: HostedBrand, next: NextFn) {
    ctx.brand = brand
    const { hue, chroma } = shownBrand(brand)
    ctx.view.share({
      brandStyle: `--brand-hue: ${hue}; --brand-chroma: ${chroma}`,
      brandName: brand.name,
      brandIcon: brand.iconVersion ? `/brand/icon?v=${brand.iconVersion}` : 'data:,',
    })
    const shown = new Set(brand.clientIds)
    ctx.hostScope = { admits: ({ id }) => shown.has(id) }
    if (OURS_ALONE.test(ctx.request.url())) {
      throw new Refusal({
        code: 'E_NOT_FOUND',
        status: 404,
        message: 'This page does not exist here. Check the address.',
      })
    }
    return next()
  }
}

const nameOf = (host: string | null = '') =>
  (host ?? '')
    .replace(/:\d+$/, '')
    .replaceAll(/^\[|\]$/g, '')
    .toLowerCase()

const isOurs = (name: string) => OWN_NAMES.includes(name) || isIP(name) !== 0

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** Under whose name this request is answered; nothing for our own. */
    brand?: HostedBrand
  }
}
