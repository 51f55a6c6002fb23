import { hash } from 'node:crypto'
import type { TenantTransaction } from '#foundation'
import { takeFrom, type Allowance } from '#organizations/allowance'

/** Invitation mails in a day. Whoever gets them did not ask, so the recipient's allowance counts over all organizations. */
export const MAILS_A_DAY = { recipient: 3, person: 30, organization: 100 } as const

interface Invitation {
  email: string
  personId: string | null
  now: Date
}

/** Takes one mail from each allowance, or refuses it. */
export async function takeMail(tenant: TenantTransaction, { email, personId, now }: Invitation) {
  const keys = {
    organization: `invite:organization:${tenant.organizationId}`,
    ...(personId ? { person: `invite:person:${personId}` } : {}),
    recipient: `invite:recipient:${hash('sha256', email, 'hex')}`,
  }
  const allowances = Object.entries(keys).map(([name, key]): Allowance => {
    const whose = name as keyof typeof MAILS_A_DAY
    return { key, limit: MAILS_A_DAY[whose], sentence: SENTENCES[whose] }
  })
  const code = 'E_TOO_MANY_INVITATIONS'
  const consequence = 'No further one was sent. Send the next one tomorrow.'
  await takeFrom(tenant, { allowances, code, consequence, now })
}

const SENTENCES = {
  recipient: `This address got ${MAILS_A_DAY.recipient} invitations within a day. The last one works for seven days: ask the person to look for it, also among unwanted mail.`,
  person: `You sent ${MAILS_A_DAY.person} invitations within a day.`,
  organization: `${MAILS_A_DAY.organization} invitations of this organization were sent within a day.`,
}
