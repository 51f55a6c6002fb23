import { randomBytes } from 'node:crypto'
import Organization from '#organizations/models/organization'

const LONGEST = 48

/** Name in addresses made from the organization's name, with a suffix where it is taken. */
export async function freeSlug(name: string): Promise<string> {
  const base = slugOf(name)
  const taken = await Organization.findBy('slug', base)
  return taken ? `${base}-${randomBytes(3).toString('hex')}` : base
}

function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return plain.slice(0, LONGEST).replace(/-+$/, '') || 'organization'
}
