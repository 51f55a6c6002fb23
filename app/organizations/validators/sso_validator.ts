import vine from '@vinejs/vine'
import { emailAddress } from '#identity'

export const ssoSignInValidator = vine.create({ email: emailAddress() })

export const ssoProviderValidator = vine.create({
  issuer: vine
    .string()
    .trim()
    .maxLength(300)
    .url({ protocols: ['https'], require_protocol: true }),
  clientId: vine.string().trim().minLength(1).maxLength(300),
  clientSecret: vine.string().trim().maxLength(1000).optional(),
  defaultRole: vine.enum(['analyst', 'viewer', 'client'] as const),
})

const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/

export const ssoDomainValidator = vine.create({
  domain: vine.string().trim().toLowerCase().maxLength(253).regex(DOMAIN),
})
