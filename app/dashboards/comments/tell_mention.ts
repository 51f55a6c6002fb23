import { withTenant, type TenantTransaction } from '#foundation'
import { quotedName, sendMail } from '#mail'
import { listMembers } from '#organizations'
import Organization from '#organizations/models/organization'
import { seesDashboard } from '#dashboards/comments/sees_dashboard'
import Dashboard from '#dashboards/models/dashboard'

/** Named here, so that who writes a comment needs no job. */
export const MENTION = { name: 'dashboards.tell_mention' }

export interface MentionJob {
  payload: { organizationId: string; commentId: string; userId: string }
  completeIn: (tenant: TenantTransaction) => Promise<void>
}

const MOST_LETTERS = 600

/**
 * Mails one person that they were mentioned. Sent outside of any transaction and written down with the job: after a crash in between it
 * arrives twice, since one that never arrives would be worse. Who has left, or sees the dashboard no longer, is not told.
 */
export async function tellMention({ payload, completeIn }: MentionJob) {
  const { organizationId, commentId, userId } = payload
  const mail = await withTenant(organizationId, (tenant) => mailFor(tenant, payload), {
    readOnly: true,
  })
  if (mail) {
    await sendMail(mail)
  }
  await withTenant(
    organizationId,
    async (tenant) => {
      await tenant.query(
        `UPDATE dashboard_mentions SET mailed_at = now()
          WHERE organization_id = $1 AND comment_id = $2 AND user_id = $3`,
        [organizationId, commentId, userId]
      )
      await completeIn(tenant)
    },
    { keepsAnswers: true }
  )
}

interface Mentioned {
  dashboard_id: string
  body: string
  author: string | null
}

async function mailFor(
  tenant: TenantTransaction,
  { commentId, userId }: MentionJob['payload']
): Promise<Parameters<typeof sendMail>[0] | null> {
  const { rows } = await tenant.query<Mentioned>(
    `SELECT c.dashboard_id, c.body, u.full_name AS author
       FROM dashboard_mentions m
       JOIN dashboard_comments c ON c.organization_id = $1 AND c.id = m.comment_id
       LEFT JOIN users u ON u.id = c.created_by
      WHERE m.organization_id = $1 AND m.comment_id = $2 AND m.user_id = $3 AND m.mailed_at IS NULL
        AND m.seen_at IS NULL`,
    [tenant.organizationId, commentId, userId]
  )
  const [mentioned] = rows
  const members = await listMembers(tenant)
  const member = members.find((one) => one.userId === userId)
  if (!mentioned || !member) {
    return null
  }
  const organization = await Organization.findOrFail(tenant.organizationId, { client: tenant.trx })
  const dashboard = await Dashboard.of(organization).where('id', mentioned.dashboard_id).first()
  return dashboard && !dashboard.deletedAt && seesDashboard(member, dashboard)
    ? contentOf(mentioned, { to: member.email, organization, dashboard })
    : null
}

interface Around {
  to: string
  organization: Organization
  dashboard: Dashboard
}

function contentOf({ author, body }: Mentioned, { to, organization, dashboard }: Around) {
  const who = author ?? 'A former member'
  const [name, where] = [quotedName(dashboard.name), quotedName(organization.name)]
  return {
    to,
    subject: `${who} mentioned you on ${name}`,
    paragraphs: [
      `${who} mentioned you in a comment on the dashboard ${name} of ${where}:`,
      body.length > MOST_LETTERS ? `${body.slice(0, MOST_LETTERS)}…` : body,
    ],
    action: {
      label: 'Open the dashboard',
      path: `/o/${organization.slug}/dashboards/${dashboard.slug}?comments=1`,
    },
    closing: 'You get this because a colleague chose you when they wrote the comment.',
  }
}
