import { BaseTransformer } from '@adonisjs/core/transformers'
import type ApiKey from '#organizations/models/api_key'

/** What can be told of a key after it was made: never the key or its hash. */
export default class ApiKeyTransformer extends BaseTransformer<ApiKey> {
  toObject() {
    const { id, name, prefix, scopes, createdAt, lastUsedAt, expiresAt, revokedAt, networks } =
      this.resource
    return {
      id,
      name,
      prefix,
      scopes,
      networks,
      createdAt: createdAt.toISO()!,
      lastUsedAt: lastUsedAt?.toISO() ?? null,
      expiresAt: expiresAt?.toISO() ?? null,
      revokedAt: revokedAt?.toISO() ?? null,
    }
  }
}
