import env from '#start/env'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { ProgrammingError, type TenantTransaction } from '#foundation'

/**
 * Envelope encryption. One key-encryption key (environment, file or KMS, behind `KeyWrapper`) wraps one
 * data key per tenant; data keys seal values with AES-256-GCM. Tenant, place and key version are
 * additional data, so a ciphertext moved to another row does not open.
 */

/** Where a sealed value lives. */
export interface SecretPlace {
  connectionId: string
  field: string
}

export interface SealedSecret {
  keyVersion: number
  /** `base64(nonce).base64(tag).base64(body)` */
  ciphertext: string
}

/** Wraps and unwraps data keys. A KMS is a second implementation of this. */
export interface KeyWrapper {
  wrap(key: Buffer, context: string): Promise<string>
  unwrap(wrapped: string, context: string): Promise<Buffer>
}

const localWrapper: KeyWrapper = {
  wrap: async (key, context) => encrypt(keyEncryptionKey(), key, context),
  unwrap: async (wrapped, context) => decrypt(keyEncryptionKey(), wrapped, context),
}

let wrapper: KeyWrapper = localWrapper

/** The one in use. */
export const keyWrapper = () => wrapper

/** Replaces the local key-encryption key, for example by a KMS. Answers a function that puts it back. */
export function useKeyWrapper(other: KeyWrapper): () => void {
  wrapper = other
  return () => {
    wrapper = localWrapper
  }
}

/** Seals a value under the tenant's newest data key, which is created on first use. */
export async function sealSecret(
  tenant: TenantTransaction,
  place: SecretPlace,
  plaintext: string
): Promise<SealedSecret> {
  const { version, key } = await newestDataKey(tenant)
  const context = contextOf(tenant, place, version)
  return { keyVersion: version, ciphertext: encrypt(key, Buffer.from(plaintext), context) }
}

/** Opens a value sealed for exactly this tenant and place. Throws where it was moved or altered. */
export async function openSecret(
  tenant: TenantTransaction,
  place: SecretPlace,
  sealed: SealedSecret
): Promise<string> {
  const key = await dataKey(tenant, sealed.keyVersion)
  return decrypt(key, sealed.ciphertext, contextOf(tenant, place, sealed.keyVersion)).toString()
}

/** Gives the tenant a new data key; values sealed before keep opening under theirs. */
export async function rotateDataKey(tenant: TenantTransaction): Promise<number> {
  const { rows } = await tenant.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM data_keys WHERE organization_id = $1',
    [tenant.organizationId]
  )
  const { version } = await createDataKey(tenant, (rows[0].version ?? 0) + 1)
  return version
}

async function newestDataKey(tenant: TenantTransaction) {
  const { rows } = await tenant.query<{ version: number; wrapped_key: string }>(
    `SELECT version, wrapped_key FROM data_keys
      WHERE organization_id = $1 ORDER BY version DESC LIMIT 1`,
    [tenant.organizationId]
  )
  if (rows.length === 0) {
    return createDataKey(tenant, 1)
  }
  const { version, wrapped_key: wrapped } = rows[0]
  return { version, key: await wrapper.unwrap(wrapped, `${tenant.organizationId}|${version}`) }
}

async function createDataKey(tenant: TenantTransaction, version: number) {
  const wrapped = await wrapper.wrap(randomBytes(32), `${tenant.organizationId}|${version}`)
  await tenant.query(
    `INSERT INTO data_keys (organization_id, version, wrapped_key, created_at)
      VALUES ($1, $2, $3, $4) ON CONFLICT (organization_id, version) DO NOTHING`,
    [tenant.organizationId, version, wrapped, new Date()]
  )
  return { version, key: await dataKey(tenant, version) }
}

async function dataKey(tenant: TenantTransaction, version: number): Promise<Buffer> {
  const { rows } = await tenant.query<{ wrapped_key: string }>(
    'SELECT wrapped_key FROM data_keys WHERE organization_id = $1 AND version = $2',
    [tenant.organizationId, version]
  )
  if (rows.length === 0) {
    throw new ProgrammingError(
      `Data key ${version} of organization ${tenant.organizationId} is missing.`
    )
  }
  return wrapper.unwrap(rows[0].wrapped_key, `${tenant.organizationId}|${version}`)
}

function contextOf(tenant: TenantTransaction, place: SecretPlace, version: number): string {
  return [tenant.organizationId, place.connectionId, place.field, version].join('|')
}

function keyEncryptionKey(): Buffer {
  const configured = env.get('KEY_ENCRYPTION_KEY')?.release()
  if (configured) {
    const key = Buffer.from(configured, 'base64')
    if (key.length !== 32) {
      throw new ProgrammingError('KEY_ENCRYPTION_KEY must be 32 bytes in base64.')
    }
    return key
  }
  const derived = hkdfSync(
    'sha256',
    env.get('APP_KEY').release(),
    '',
    'quarterdeck key encryption',
    32
  )
  return Buffer.from(derived)
}

/** AES-256-GCM; opens only with the same context. */
export function encrypt(key: Buffer, plaintext: Buffer, context: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return [nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64')).join('.')
}

export function decrypt(key: Buffer, sealed: string, context: string): Buffer {
  const [nonce, tag, body] = sealed.split('.').map((part) => Buffer.from(part, 'base64'))
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAAD(Buffer.from(context)).setAuthTag(tag)
  return Buffer.concat([decipher.update(body), decipher.final()])
}
