import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import BaseInertiaMiddleware from '@adonisjs/inertia/inertia_middleware'
import { shownBrand } from '#branding'
import { ShellTransformer } from '#organizations'
import { plain } from '#shared/plain'

/** A sentence shown once: `session.flash('toast', { tone, message })`. */
export interface Toast {
  tone: 'success' | 'notice' | 'failure'
  message: string
  action?: { label: string; href: string; method: 'get' | 'post' | 'put' | 'patch' | 'delete' }
}

/** Props that every page receives. */
export default class InertiaMiddleware extends BaseInertiaMiddleware {
  share(ctx: HttpContext) {
    return {
      errors: ctx.inertia.always(this.getValidationErrors(ctx)),
      brand: ctx.inertia.always(ctx.brand ? plain(shownBrand(ctx.brand)) : null),
      shell: ctx.inertia.always(ShellTransformer.transform(ctx).depth(2)),
    }
  }

  flash(ctx: HttpContext) {
    const toast: Toast | undefined = ctx.session?.flashMessages.get('toast')
    return toast ? { toast } : {}
  }

  async handle(ctx: HttpContext, next: NextFn) {
    await this.init(ctx)
    const output = await next()
    this.dispose(ctx)
    return output
  }
}

declare module '@adonisjs/inertia/types' {
  type MiddlewareSharedProps = InferSharedProps<InertiaMiddleware>
  export interface SharedProps extends MiddlewareSharedProps {}
}
