import { hash } from 'node:crypto'
import { Refusal, type TenantTransaction } from '#foundation'

const DAY_MS = 86_400_000

/** Invitation mails in a day. Whoever gets them did not ask, so the recipient's allowance counts over all organizations. */
export const MAILS_A_DAY = { recipient: 3, person: 30, organization: 100 } as const

interface Invitation {
  email: string
  personId: string | null
  now: Date
}

/**
 * Takes one mail from each allowance, in the transaction that sends it: what is rolled back counts for nothing. Keys are
 * taken in one order, so that two never wait for each other.
 */
export async function takeMail(tenant: TenantTransaction, { email, personId, now }: Invitation) {
  const keys = {
    organization: `invite:organization:${tenant.organizationId}`,
    ...(personId ? { person: `invite:person:${personId}` } : {}),
    recipient: `invite:recipient:${hash('sha256', email, 'hex')}`,
  }
  for (const [whose, key] of Object.entries(keys) as [keyof typeof MAILS_A_DAY, string][]) {
    const { rows } = await tenant.query<{ points: number }>(
      `INSERT INTO rate_limits AS l (key, points, expire) VALUES ($1, 1, $2)
       ON CONFLICT (key) DO UPDATE SET
         points = CASE WHEN l.expire <= $3 THEN 1 ELSE l.points + 1 END,
         expire = CASE WHEN l.expire <= $3 THEN $2 ELSE l.expire END
       RETURNING points`,
      [key, now.getTime() + DAY_MS, now.getTime()]
    )
    if (rows[0].points > MAILS_A_DAY[whose]) {
      throw tooMany(SENTENCES[whose])
    }
  }
}

const SENTENCES = {
  recipient: `This address got ${MAILS_A_DAY.recipient} invitations within a day. The last one works for seven days: ask the person to look for it, also among unwanted mail.`,
  person: `You sent ${MAILS_A_DAY.person} invitations within a day.`,
  organization: `${MAILS_A_DAY.organization} invitations of this organization were sent within a day.`,
}

function tooMany(sentence: string) {
  return new Refusal({
    code: 'E_TOO_MANY_INVITATIONS',
    status: 429,
    message: `${sentence} No further one was sent. Send the next one tomorrow.`,
  })
}
