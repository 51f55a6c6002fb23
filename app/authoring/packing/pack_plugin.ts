import { createHash } from 'node:crypto'
import { createWriteStream, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { CompactSign, importJWK, type JWK } from 'jose'
import type { AuthoredPlugin } from '../plugins/authored_plugins.js'

/** The list of what is in an archive; an archive with anything else in it is refused by who opens it. */
const LIST = 'files.json'
/** The signature of the list. */
const SIGNATURE = 'signature.jws'
/** Recordings hold a vendor's answers, and tests are the author's. */
const LEFT_OUT = /^(tests|sandbox\/recordings)\//

export interface PackedPlugin {
  archive: string
  files: { path: string; sha256: string; bytes: number }[]
}

/**
 * Writes `<vendor>-<name>-<version>.tgz` with the plugin's files, its manifest as JSON and a list of SHA-256 sums. The same
 * files make the same archive, byte by byte. A plugin that is not sound is not packed: answers the reasons.
 */
export async function packPlugin(
  root: string,
  { folder, manifest, reasons }: AuthoredPlugin,
  { target, key }: Packing
): Promise<PackedPlugin | string[]> {
  if (!manifest) {
    return reasons
  }
  // `hooks.js` lies beside it in the archive: who opens it puts the text back, as the loader of the folder did.
  const data = { ...manifest, hooks: undefined }
  const contents = [
    ...filesIn(join(root, folder)),
    { path: 'manifest.json', content: Buffer.from(`${JSON.stringify(data, null, 2)}\n`) },
  ].sort((one, other) => (one.path < other.path ? -1 : 1))
  const files = contents.map(({ path, content }) => ({
    path,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
  }))
  const { id, version } = manifest
  const archive = join(target, `${id.replace('/', '-')}-${version}.tgz`)
  const list = Buffer.from(`${JSON.stringify({ id, version, files }, null, 2)}\n`)
  await write(archive, [
    { path: LIST, content: list },
    ...(key ? [{ path: SIGNATURE, content: await signatureOf(list, key) }] : []),
    ...contents,
  ])
  return { archive, files }
}

export interface Packing {
  /** Folder of the archive. */
  target: string
  /** Private key of the vendor, as `plugin:key` wrote it; without one the archive is not signed. */
  key?: JWK
}

/** A JWS (Ed25519) over the sum of the list. */
async function signatureOf(list: Buffer, key: JWK): Promise<Buffer> {
  const sum = createHash('sha256').update(list).digest('hex')
  const jws = await new CompactSign(Buffer.from(sum))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .sign(await importJWK(key, 'EdDSA'))
  return Buffer.from(`${jws}\n`)
}

interface Content {
  path: string
  content: Buffer
}

function filesIn(folder: string): Content[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: file.slice(folder.length + 1).replaceAll('\\', '/'),
      content: readFileSync(file),
    }))
    .filter(({ path }) => !LEFT_OUT.test(path))
}

/** Written beside its place and renamed: a cut-off archive never has the name of a whole one. */
async function write(archive: string, contents: Content[]) {
  const { pack } = await import('tar-stream')
  const tar = pack()
  const draft = `${archive}.part`
  const written = pipeline(tar, createGzip({ level: 9 }), createWriteStream(draft))
  for (const { path, content } of contents) {
    tar.entry({ name: path, mtime: new Date(0), mode: 0o644 }, content)
  }
  tar.finalize()
  await written
  renameSync(draft, archive)
}
