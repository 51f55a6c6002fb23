import { enqueue, newId, Refusal, type TenantTransaction } from '#foundation'
import { listMembers } from '#organizations'
import { MENTION } from '#dashboards/comments/tell_mention'
import { seesDashboard } from '#dashboards/comments/sees_dashboard'
import type Dashboard from '#dashboards/models/dashboard'

interface Wanted {
  text: string
  /** Ids of memberships. */
  mentions?: string[]
  createdBy: string
}

/** More is a conversation that belongs elsewhere. */
const MOST_COMMENTS = 2_000

/** Keeps a comment and has everybody told who is mentioned in it. Only those who see the dashboard can be. */
export class WriteComment {
  constructor(private tenant: TenantTransaction) {}

  async execute(dashboard: Dashboard, { text, mentions = [], createdBy }: Wanted): Promise<string> {
    await this.assertRoom(dashboard)
    const told = await this.toldBy(dashboard, mentions)
    const id = newId()
    await this.tenant.query(
      `INSERT INTO dashboard_comments (organization_id, id, dashboard_id, body, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, now())`,
      [this.tenant.organizationId, id, dashboard.id, text, createdBy]
    )
    for (const userId of told.filter((one) => one !== createdBy)) {
      await this.mention(id, userId)
    }
    return id
  }

  private async mention(commentId: string, userId: string) {
    const { organizationId } = this.tenant
    await this.tenant.query(
      'INSERT INTO dashboard_mentions (organization_id, comment_id, user_id) VALUES ($1, $2, $3)',
      [organizationId, commentId, userId]
    )
    const payload = { organizationId, commentId, userId }
    await enqueue(MENTION, payload, { within: this.tenant, group: organizationId })
  }

  private async toldBy(dashboard: Dashboard, mentions: string[]): Promise<string[]> {
    const members = await listMembers(this.tenant)
    const told = [...new Set(mentions)].map((id) => members.find((member) => member.id === id))
    const seeing = told.flatMap((member) =>
      member && seesDashboard(member, dashboard) ? member.userId : []
    )
    if (seeing.length < told.length) {
      throw Refusal.ofField(
        'mentions',
        'A person you mention is no longer a member or does not see this dashboard, so nothing was sent. Choose again, or share the dashboard first.'
      )
    }
    return seeing
  }

  private async assertRoom({ id }: Dashboard) {
    const { rows } = await this.tenant.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM dashboard_comments WHERE organization_id = $1 AND dashboard_id = $2',
      [this.tenant.organizationId, id]
    )
    if (rows[0].count >= MOST_COMMENTS) {
      throw Refusal.ofField(
        'text',
        `This dashboard has ${MOST_COMMENTS} comments, which is the most, so this one was not kept. Delete old ones first.`
      )
    }
  }
}
