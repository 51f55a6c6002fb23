import logger from '@adonisjs/core/services/logger'
import { withTenant } from '#foundation'
import { ConnectSource } from '#connections'
import type { User } from '#identity'
import type { SampleConnection, VendorSandbox } from '#kit'
import type { Organization } from '#organizations'
import { requestSync } from '#sync'
import { loadVendorSandboxes } from '../emulator/vendors.js'
import type { SampleWindow } from '../business/business.js'
import { isPresent } from './organization.js'

interface Connecting {
  organization: Organization
  owner: User
  window: SampleWindow
  now: Date
}

interface Offer {
  vendor: VendorSandbox
  sample: SampleConnection
}

/** On a busy machine an emulator may answer too late: what failed is tried again behind the others. */
const TRIES = 3

/**
 * Connects what every vendor's sandbox offers for the sample, and asks for the first reading of each. Answers
 * the runs that this started. A plugin that cannot be connected is left out: a start must not end with it.
 */
export async function ensureConnections(scene: Connecting): Promise<string[]> {
  const runs: string[] = []
  let left = await offers()
  for (let tried = 1; left.length > 0 && tried <= TRIES; tried++) {
    const failed: Offer[] = []
    for (const offer of left) {
      const started = await ensureConnection(scene, offer).catch((error) => tell(error, offer))
      runs.push(...(started ?? []))
      failed.push(...(started ? [] : [offer]))
    }
    left = failed
  }
  return runs
}

async function offers(): Promise<Offer[]> {
  const vendors = await loadVendorSandboxes()
  return vendors.flatMap((vendor) =>
    vendor.connections
      .filter(({ isTrialOnly }) => !isTrialOnly)
      .map((sample) => ({ vendor, sample }))
  )
}

function tell(error: Error & { code?: string }, { vendor, sample }: Offer): undefined {
  const { message, code = '' } = error
  const err = code.startsWith('E_') ? undefined : error
  const about = { plugin: vendor.plugin, source: sample.slug, code, err }
  logger.warn(about, `The sample continues without it for now. ${message}`)
}

async function ensureConnection(scene: Connecting, { vendor, sample }: Offer): Promise<string[]> {
  const { organization, owner, window, now } = scene
  const sql = 'SELECT 1 FROM connections WHERE organization_id = $1 AND slug = $2'
  if (await isPresent(organization, sql, [sample.slug])) {
    return readIfDue(organization, sample.slug, now)
  }
  const runs: string[] = []
  await new ConnectSource().execute({
    organization,
    actor: { id: owner.id },
    pluginId: vendor.plugin,
    connector: sample.connector,
    authName: sample.auth,
    name: sample.name,
    mode: 'sandbox',
    credentials: sample.credentials,
    login: sample.login,
    settings: sample.settings,
    backfillFrom: window.from,
    now,
    // Connected and asked for in one transaction: a start that is interrupted here begins again here.
    follow: async (tenant, { id: connectionId }) => {
      await tenant.query(
        'UPDATE connections SET slug = $3 WHERE organization_id = $1 AND id = $2',
        [organization.id, connectionId, sample.slug]
      )
      const request = { connectionId, kind: 'manual' as const, requestedBy: owner.id, now }
      const { id } = await requestSync(tenant, request)
      runs.push(id)
    },
  })
  return runs
}

/** After days without a process the schedule would come to it as well, but only a minute after people look. */
function readIfDue(organization: Organization, slug: string, now: Date): Promise<string[]> {
  return withTenant(organization.id, async (tenant) => {
    const { rows } = await tenant.query<{ id: string }>(
      `SELECT c.id FROM connections c
       JOIN sync_schedule s ON s.organization_id = $1 AND s.connection_id = c.id
       WHERE c.organization_id = $1 AND c.slug = $2 AND c.state = 'connected' AND s.next_sync_at <= $3`,
      [organization.id, slug, now]
    )
    const runs = rows.map(({ id: connectionId }) =>
      requestSync(tenant, { connectionId, kind: 'scheduled', requestedBy: null, now })
    )
    return Promise.all(runs.map((run) => run.then(({ id }) => id)))
  })
}
