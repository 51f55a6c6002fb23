import { createHash } from 'node:crypto'
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import type { Plugin } from '#kit'
import { checkManifest } from '../manifest/check_manifest.js'
import { readArchive, refuseArchive } from './read_archive.js'

/** The list of what is in an archive, and its signature. */
export const LIST = 'files.json'
export const SIGNATURE = 'signature.jws'

export interface FileList {
  id: string
  version: string
  files: { path: string; sha256: string; bytes: number }[]
}

/** The public key of a publisher by its id; undefined where it is not trusted. */
export type FindKey = (kid: string) => Promise<{ vendor: string; key: JWK } | undefined>

export interface OpenedArchive {
  manifest: Plugin
  /** SHA-256 of the signed list, which names the content of the whole archive. */
  digest: string
  kid: string
}

/**
 * Opens the archive of one version: unpacked within limits, signed by a key that is trusted for its vendor, with exactly the files of
 * its list, each with its sum, and a manifest that this installation can run.
 */
export async function openArchive(bytes: Buffer, findKey: FindKey): Promise<OpenedArchive> {
  const files = await readArchive(bytes)
  const [list, signature] = [files.get(LIST), files.get(SIGNATURE)]
  if (!list || !signature) {
    throw refuseArchive(`has no ${list ? SIGNATURE : LIST}`)
  }
  const { kid, vendor } = await verify(signature.toString('utf8').trim(), list, findKey)
  const { id, version, files: listed } = asList(list)
  if (id.split('/')[0] !== vendor) {
    throw refuseArchive(`is for ${id}, and its key may sign plugins of '${vendor}' only`)
  }
  assertWhole(files, listed)
  const manifest = manifestIn(files)
  if (manifest.id !== id || manifest.version !== version) {
    throw refuseArchive(`is listed as ${id} ${version}, and its manifest says something else`)
  }
  assertIcon(files.get(manifest.icon ?? 'icon.svg'))
  return { manifest, digest: sha256(list), kid }
}

async function verify(signature: string, list: Buffer, findKey: FindKey) {
  const kid = kidOf(signature)
  const known = kid === undefined ? undefined : await findKey(kid)
  if (kid === undefined || !known) {
    throw refuseArchive('is signed with a key that this installation does not trust')
  }
  const key = await importJWK(known.key, 'EdDSA')
  const payload = await compactVerify(signature, key, { algorithms: ['EdDSA'] }).then(
    (verified) => Buffer.from(verified.payload),
    () => undefined
  )
  if (!payload?.equals(Buffer.from(sha256(list)))) {
    throw refuseArchive('has a signature that does not fit its list of files')
  }
  return { kid, vendor: known.vendor }
}

function kidOf(signature: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(signature)
    return typeof kid === 'string' ? kid : undefined
  } catch {
    return undefined
  }
}

function asList(list: Buffer): FileList {
  const parsed = parsedJson(list, LIST) as Partial<FileList> | null
  if (typeof parsed?.id !== 'string' || !Array.isArray(parsed.files)) {
    throw refuseArchive(`has a ${LIST} that is no list of files`)
  }
  return parsed as FileList
}

function assertWhole(files: Map<string, Buffer>, listed: FileList['files']) {
  const names = new Set(listed.map(({ path }) => path))
  for (const { path, sha256: sum } of listed) {
    const content = files.get(path)
    if (!content) {
      throw refuseArchive(`does not hold ${path}, which its list names`)
    }
    if (sha256(content) !== sum) {
      throw refuseArchive(`holds ${path} with other content than its list says`)
    }
  }
  const extra = [...files.keys()].find(
    (path) => ![LIST, SIGNATURE].includes(path) && !names.has(path)
  )
  if (extra) {
    throw refuseArchive(`holds ${extra}, which its list does not name`)
  }
}

function manifestIn(files: Map<string, Buffer>): Plugin {
  const source = files.get('manifest.json')
  const hooks = files.get('hooks.js')?.toString('utf8')
  const candidate = source ? parsedJson(source, 'manifest.json') : null
  const verdict = checkManifest(hooks ? { ...(candidate as object), hooks } : candidate)
  if (verdict.state !== 'available') {
    throw refuseArchive(`holds a manifest that cannot be used (${verdict.reasons.join('; ')})`)
  }
  return verdict.manifest
}

function parsedJson(content: Buffer, name: string): unknown {
  try {
    return JSON.parse(content.toString('utf8'))
  } catch {
    throw refuseArchive(`has a ${name} that is no JSON`)
  }
}

/** A picture only: nothing that runs, fetches or embeds. */
function assertIcon(icon: Buffer | undefined) {
  const text = icon?.toString('utf8') ?? ''
  const isPicture = text.trimStart().startsWith('<svg')
  if (
    icon &&
    (!isPicture ||
      /<script|<foreignObject|<!|\son\w+\s*=|(href|src)\s*=\s*["'](?!#)|url\(\s*["']?(?!#)|@import/i.test(
        text
      ))
  ) {
    throw refuseArchive('has an icon that runs or fetches something')
  }
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
