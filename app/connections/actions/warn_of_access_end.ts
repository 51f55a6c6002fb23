import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { quotedName, sendMail } from '#mail'
import { sourceWarnings, type SourceWarning } from '../queries/source_warnings.js'

interface Ending extends SourceWarning {
  at: Date
}

interface Notice {
  endings: Ending[]
  organization: { name: string; slug: string }
  addresses: string[]
}

/** Writes to those who can reconnect a source, a week before its consent ends. Each end is told of once. */
export default class WarnOfAccessEnd {
  async execute(now: Date): Promise<void> {
    const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
    for (const { id } of rows) {
      const notice = await withTenant(id, (tenant) => noticeFor(tenant, now))
      for (const ending of notice.endings) {
        await tell(ending, notice)
      }
    }
  }
}

/** Marked before it is sent: a mail too few is on the home page as well, the same mail every day is a nuisance. */
async function noticeFor(tenant: TenantTransaction, now: Date): Promise<Notice> {
  const warnings = await sourceWarnings(tenant, now)
  const ends = warnings.filter(
    (warning): warning is Ending => warning.kind === 'access_ends' && warning.at! > now
  )
  const endings: Ending[] = []
  for (const ending of ends) {
    if (await mark(tenant, ending)) {
      endings.push(ending)
    }
  }
  const { rows } = await tenant.query<{ name: string; slug: string }>(
    'SELECT name, slug FROM organizations WHERE id = $1',
    [tenant.organizationId]
  )
  return { endings, organization: rows[0], addresses: await managersOf(tenant) }
}

async function mark(tenant: TenantTransaction, { source, at }: Ending): Promise<boolean> {
  const { rows } = await tenant.query(
    `UPDATE connections SET access_end_mailed = $3
      WHERE organization_id = $1 AND id = $2 AND access_end_mailed IS DISTINCT FROM $3::timestamptz
      RETURNING id`,
    [tenant.organizationId, source.id, at]
  )
  return rows.length > 0
}

async function managersOf(tenant: TenantTransaction): Promise<string[]> {
  const { rows } = await tenant.query<{ email: string }>(
    `SELECT u.email FROM memberships m JOIN users u ON u.id = m.user_id
      WHERE m.organization_id = $1 AND m.role IN ('owner', 'admin', 'manager') ORDER BY u.email`,
    [tenant.organizationId]
  )
  return rows.map(({ email }) => email)
}

async function tell({ source, at }: Ending, { organization, addresses }: Notice) {
  const day = DateTime.fromJSDate(at, { zone: 'utc' }).setLocale('en').toFormat('d LLL yyyy')
  for (const to of addresses) {
    await sendMail({
      to,
      subject: `Reconnect ${quotedName(source.name)} before ${day}`,
      paragraphs: [
        `The consent for ${quotedName(source.name)} in ${quotedName(organization.name)} ends on ${day}, because the vendor lets it live for a limited time.`,
        'Reconnect the source before then, and syncing continues without a gap. Existing data is kept in any case.',
      ],
      action: { label: 'Open the source', path: `/o/${organization.slug}/sources/${source.slug}` },
      closing: 'You get this mail because you can manage sources of this organization.',
    })
  }
}
