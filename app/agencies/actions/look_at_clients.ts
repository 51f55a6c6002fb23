import type { DateTime } from 'luxon'
import logger from '@adonisjs/core/services/logger'
import { withTenant, type TenantTransaction } from '#foundation'
import { Organization } from '#organizations'
import { nameOf } from '../client_question.js'
import { askClient } from '../queries/ask_client.js'
import { standingOf } from '../queries/standing_of.js'
import type { ClientFigure, ClientQuestion } from '../types.js'

interface Looking {
  agencyId: string
  clientIds: string[]
  question: ClientQuestion | null
  now: DateTime
  /** After this many milliseconds no further client is begun. */
  budgetMs?: number
}

interface Seen {
  clientId: string
  standing: Awaited<ReturnType<typeof standingOf>>
  figure: ClientFigure | null
}

/**
 * Looks at clients one after the other, each in a transaction of its own, and keeps what an agency's page of clients shows of them. What is
 * kept is no number of the agency's, so remembered answers of its own pages stay good.
 */
export class LookAtClients {
  async execute({ agencyId, clientIds, question, now, budgetMs = Infinity }: Looking) {
    const begun = performance.now()
    const clients = await Organization.query().whereIn('id', clientIds)
    const seen: Seen[] = []
    for (const client of clients) {
      if (performance.now() - begun > budgetMs && seen.length > 0) {
        break
      }
      const found = await lookAt(client, question, now)
      seen.push(...(found ? [found] : []))
    }
    await withTenant(agencyId, (tenant) => keep(tenant, seen, { question, now }), {
      keepsAnswers: true,
    })
    return seen.length
  }
}

/** One client in trouble does not keep the others from being looked at. */
async function lookAt(client: Organization, question: ClientQuestion | null, now: DateTime) {
  try {
    return await withTenant(
      client.id,
      async (tenant): Promise<Seen> => ({
        clientId: client.id,
        standing: await standingOf(tenant, now),
        figure: question && (await askClient({ tenant, organization: client, now }, question)),
      }),
      { readOnly: true }
    )
  } catch (error) {
    logger.error({ err: error, client: client.id }, 'a client could not be looked at')
    return null
  }
}

async function keep(
  tenant: TenantTransaction,
  seen: Seen[],
  { question, now }: { question: ClientQuestion | null; now: DateTime }
) {
  const rows = JSON.stringify(
    seen.map(({ clientId, standing, figure }) => ({ client_id: clientId, ...standing, figure }))
  )
  await tenant.query(
    `INSERT INTO client_standings (organization_id, client_id, urgency, needs, metrics, looked_at)
     SELECT $1, s.client_id, s.urgency, s.needs, s.metrics, $3
     FROM jsonb_to_recordset($2::jsonb) AS s(client_id uuid, urgency integer, needs jsonb, metrics jsonb)
       JOIN agency_clients c ON c.organization_id = $1 AND c.client_id = s.client_id
     ON CONFLICT (organization_id, client_id) DO UPDATE SET urgency = excluded.urgency, needs = excluded.needs,
       metrics = excluded.metrics, looked_at = excluded.looked_at`,
    [tenant.organizationId, rows, now.toJSDate()]
  )
  if (question) {
    await tenant.query(
      `INSERT INTO client_figures (organization_id, client_id, question, answer, asked_at)
       SELECT $1, s.client_id, $4, s.figure, $3
       FROM jsonb_to_recordset($2::jsonb) AS s(client_id uuid, figure jsonb)
         JOIN agency_clients c ON c.organization_id = $1 AND c.client_id = s.client_id
       ON CONFLICT (organization_id, client_id, question) DO UPDATE SET answer = excluded.answer,
         asked_at = excluded.asked_at`,
      [tenant.organizationId, rows, now.toJSDate(), nameOf(question)]
    )
  }
}
