import { request } from 'node:http'
import { DateTime } from 'luxon'
import { assignClients, createBrand } from '#branding/actions/save_brand'
import { claimHost, dns, findHost, noteProof, PROOF_PREFIX, proofOf } from '#branding/hosts'
import { newId, withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'

/** TXT records by name. No name server is asked in tests. */
export const zone = new Map<string, string[]>()
dns.txt = async (name) => (zone.get(name) ?? []).map((record) => [record])

const saving = () => ({ actor: { id: null, ip: null }, now: DateTime.utc() })
const ATTRIBUTES = {
  name: 'Northlight',
  colour: '#b3261e',
  helpUrl: 'https://northlight.example/help',
  senderName: 'Northlight Reports',
  senderAddress: null,
}

/** A brand with a host of its own that answers, for these clients. */
export async function givenBrand(
  agency: Organization,
  { clients = [] as Organization[], host = `${newId()}.brand.example`, name = 'Northlight' } = {}
) {
  return withTenant(agency.id, async (tenant) => {
    const id = await createBrand(tenant, { ...ATTRIBUTES, name }, saving())
    await claimHost(tenant, { host, brandId: id, now: DateTime.utc() })
    await noteProof(tenant, { host, now: DateTime.utc() })
    const ids = clients.map((client) => client.id)
    await assignClients(tenant, { id, clients: ids }, saving())
    return { id, host }
  })
}

/** What the owner of a zone does to prove a host. */
export async function setProof(agency: Organization, host: string) {
  const { token } = await withTenant(agency.id, (tenant) => findHost(tenant, host))
  zone.set(`${PROOF_PREFIX}.${host}`, [proofOf(token)])
}

export interface HostAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Asks under another name; `fetch` does not let a test choose it. */
export function askHost(
  host: string,
  path: string,
  headers: Record<string, string> = {}
): Promise<HostAnswer> {
  const url = new URL(path, process.env.APP_URL)
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { host, ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        })
      )
    })
    asked.on('error', reject).end()
  })
}

export async function statusAt(host: string, path: string, headers: Record<string, string> = {}) {
  const { status } = await askHost(host, path, headers)
  return status
}
