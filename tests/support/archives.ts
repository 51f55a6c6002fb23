import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import {
  calculateJwkThumbprint,
  CompactSign,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import { pack } from 'tar-stream'
import type { Plugin } from '#kit'
import { shopManifest } from './shop_manifest.js'

export interface SigningKey {
  kid: string
  vendor: string
  key: JWK
  secret: JWK
}

export async function givenKey(vendor = 'acme'): Promise<SigningKey> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const key = await exportJWK(pair.publicKey)
  return {
    ...{ vendor, key, kid: await calculateJwkThumbprint(key) },
    secret: await exportJWK(pair.privateKey),
  }
}

export interface ArchiveChange {
  manifest?: Partial<Plugin>
  files?: Record<string, string>
  /** What becomes of the contents after they were listed and signed. */
  after?: (contents: Map<string, Buffer>) => void
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** An archive as `plugin:pack --key` writes it, or one that somebody changed. */
export async function givenArchive(signer: SigningKey, change: ArchiveChange = {}) {
  const manifest = { ...shopManifest(), ...change.manifest }
  const contents = new Map<string, Buffer>([
    ['manifest.json', Buffer.from(JSON.stringify(manifest))],
    ['icon.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ...Object.entries(change.files ?? {}).map(([path, text]): [string, Buffer] => [
      path,
      Buffer.from(text),
    ]),
  ])
  const files = [...contents].map(([path, content]) => ({
    path,
    sha256: sha256(content),
    bytes: content.length,
  }))
  const { id, version } = manifest
  const list = Buffer.from(JSON.stringify({ id, version, files }))
  const jws = await new CompactSign(Buffer.from(sha256(list)))
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid })
    .sign(await importJWK(signer.secret, 'EdDSA'))
  contents.set('files.json', list)
  contents.set('signature.jws', Buffer.from(jws))
  change.after?.(contents)
  return packed(contents)
}

export async function packed(contents: Map<string, Buffer>, type: 'file' | 'symlink' = 'file') {
  const tar = pack()
  for (const [name, content] of contents) {
    if (type === 'file') {
      tar.entry({ name }, content)
    } else {
      tar.entry({ name, type, linkname: '/etc/passwd' })
    }
  }
  tar.finalize()
  return buffer(tar.pipe(createGzip()))
}
