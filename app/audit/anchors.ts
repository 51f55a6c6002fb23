import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import logger from '@adonisjs/core/services/logger'
import type { TenantTransaction } from '#foundation'
import env from '#start/env'
import { headSignature } from '#audit/chain'
import type { FoundHead, Head } from '#audit/head'

type Anchor = Head & { at: string }

/** One line a day for each organization, outside the database. */
const fileOf = (organizationId: string) =>
  join(env.get('DATA_DIR') ?? 'tmp', 'audit', `${organizationId}.ndjson`)

/**
 * Keeps the signed head where whoever holds the database cannot change it: in a file of the data folder, and in the log, which
 * operators send elsewhere. Restoring head and entries to an earlier moment together then shows.
 */
export async function anchorHead(found: FoundHead, at: Date) {
  const { organizationId, sequence, hash, keyId, signature } = found
  const { acceptedSequence, acceptedHash } = found
  const head = { organizationId, sequence, hash, keyId, signature, acceptedSequence, acceptedHash }
  const anchor: Anchor = { at: at.toISOString(), ...head }
  const file = fileOf(found.organizationId)
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 })
  await appendFile(file, `${JSON.stringify(anchor)}\n`, { mode: 0o600 })
  logger.info({ audit_head: anchor }, 'audit head')
}

/** Whether each head that was kept outside is still part of the chain. */
export async function faultOfAnchors(
  tenant: TenantTransaction,
  { acceptedSequence }: FoundHead
): Promise<string | undefined> {
  const kept = await readAnchors(tenant.organizationId)
  const anchors = kept.filter(({ sequence }) => sequence > acceptedSequence)
  const { rows } = await tenant.query<{ sequence: string; hash: string }>(
    `SELECT sequence, hash FROM audit_entries WHERE organization_id = $1 AND sequence = ANY($2)`,
    [tenant.organizationId, anchors.map(({ sequence }) => sequence)]
  )
  const hashes = new Map(rows.map(({ sequence, hash }) => [Number(sequence), hash]))
  const missing = anchors.find(({ sequence, hash }) => hashes.get(sequence) !== hash)
  return missing
    ? `Entry ${missing.sequence}, which was the last one on ${missing.at.slice(0, 10)}, is another one or is gone.`
    : undefined
}

/** The highest number that was ever kept outside; 0 where there is none. */
export async function lastAnchored(organizationId: string): Promise<number> {
  const kept = await readAnchors(organizationId)
  return Math.max(0, ...kept.map(({ sequence }) => sequence))
}

/** Lines that are not ours say nothing: the file is a witness, not a judge. */
async function readAnchors(organizationId: string): Promise<Anchor[]> {
  const text = await readFile(fileOf(organizationId), 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const anchor = parse(line)
    const isOurs = anchor && headSignature(anchor, anchor.keyId) === anchor.signature
    return isOurs && anchor.organizationId === organizationId ? [anchor] : []
  })
}

function parse(line: string): Anchor | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
