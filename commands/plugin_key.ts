import { writeFileSync } from 'node:fs'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'

/** Makes the key that signs the archives of one vendor. */
export default class PluginKey extends BaseCommand {
  static commandName = 'plugin:key'
  static description = 'Make a signing key for the plugins of a vendor, and trust it here'
  static options = { startApp: true }

  @args.string({ description: 'Vendor: the part of the id before the slash' })
  declare vendor: string

  @flags.string({ description: 'File for the private key', default: 'plugin-key.json' })
  declare to: string

  async run() {
    const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose')
    const { trustKey } = await import('#plugin_host/archives/publish_version')
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', {
      crv: 'Ed25519',
      extractable: true,
    })
    const key = await exportJWK(publicKey)
    const kid = await calculateJwkThumbprint(key)
    const secret = { ...(await exportJWK(privateKey)), kid, vendor: this.vendor }
    writeFileSync(this.to, `${JSON.stringify(secret, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    await trustKey({ kid, vendor: this.vendor, key }, new Date())
    this.logger.success(`${this.to}: signs plugins of ${this.vendor}. Keep it secret.`)
  }
}
