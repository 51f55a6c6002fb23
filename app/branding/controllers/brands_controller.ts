import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant } from '#foundation'
import { plain } from '#shared/plain'
import {
  assignClients,
  changeBrand,
  createBrand,
  deleteBrand,
  setPicture,
  type BrandAttributes,
} from '#branding/actions/save_brand'
import { brandsOf, findBrand } from '#branding/brand'
import { hostsOf, PROOF_PREFIX, proofOf } from '#branding/hosts'
import {
  brandValidator,
  clientsValidator,
  pictureValidator,
} from '#branding/validators/branding_validator'

export default class BrandsController {
  async index({ inertia, organization }: HttpContext) {
    const tenant = currentTenant()
    const hosts = await hostsOf(tenant)
    const brands = await brandsOf(organization.id)
    return inertia.render('branding/brands', {
      brands: brands.map(({ id, name, colour }) => ({
        ...{ id, name, colour },
        hosts: hosts.filter(({ brandId }) => brandId === id).map(({ host }) => host),
      })),
    })
  }

  async show({ inertia, organization, params }: HttpContext) {
    const tenant = currentTenant()
    const brand = await findBrand(organization.id, params.brand)
    const hosts = await hostsOf(tenant)
    return inertia.render('branding/brand', {
      brand: plain(brand),
      hosts: plain(
        hosts
          .filter(({ brandId }) => brandId === brand.id)
          .map(({ token, ...host }) => ({
            ...host,
            record: { name: `${PROOF_PREFIX}.${host.host}`, value: proofOf(token) },
          }))
      ),
      clients: await clientsOf(tenant, brand.id),
    })
  }

  async store(ctx: HttpContext) {
    const attributes = await readBrand(ctx)
    const id = await createBrand(currentTenant(), { ...attributes, senderAddress: null }, by(ctx))
    return done(ctx, 'The brand was created. Add a domain for it next.', `/branding/${id}`)
  }

  async update(ctx: HttpContext) {
    const attributes = await readBrand(ctx)
    await changeBrand(currentTenant(), { ...attributes, id: ctx.params.brand }, by(ctx))
    return done(ctx, 'The brand was saved.')
  }

  async destroy(ctx: HttpContext) {
    await deleteBrand(currentTenant(), ctx.params.brand, by(ctx))
    return done(ctx, 'The brand was deleted.', '/branding')
  }

  async picture(ctx: HttpContext) {
    const { content } = await ctx.request.validateUsing(pictureValidator)
    const { brand: id, kind } = ctx.params
    await setPicture(currentTenant(), { id, kind, content }, by(ctx))
    return done(ctx, kind === 'logo' ? 'The logo was changed.' : 'The icon was changed.')
  }

  async assign(ctx: HttpContext) {
    const { clients } = await ctx.request.validateUsing(clientsValidator)
    await assignClients(currentTenant(), { id: ctx.params.brand, clients }, by(ctx))
    return done(ctx, 'The clients of this brand were saved.')
  }
}

const by = (ctx: HttpContext) => ({ actor: actorOf(ctx), now: DateTime.utc() })

async function readBrand({ request }: HttpContext): Promise<BrandAttributes> {
  const form = await request.validateUsing(brandValidator)
  return { ...form, helpUrl: form.helpUrl ?? null, senderAddress: form.senderAddress ?? null }
}

function done({ session, response, organization }: HttpContext, message: string, path?: string) {
  session.flash('toast', { tone: 'success', message })
  const redirect = response.redirect().status(303)
  return path ? redirect.toPath(`/o/${organization.slug}${path}`) : redirect.back()
}

async function clientsOf(tenant: ReturnType<typeof currentTenant>, brandId: string) {
  const { rows } = await tenant.query<{ id: string; name: string; brand: string | null }>(
    `SELECT o.id, o.name, CASE WHEN b.brand_id = $2 THEN 'this' WHEN b.brand_id IS NOT NULL THEN 'another' END AS brand
     FROM agency_clients c JOIN organizations o ON o.id = c.client_id
       LEFT JOIN organization_brands b ON b.client_id = c.client_id
     WHERE c.organization_id = $1 AND c.ended_at IS NULL ORDER BY lower(o.name), o.id LIMIT 1000`,
    [tenant.organizationId, brandId]
  )
  return rows
}
