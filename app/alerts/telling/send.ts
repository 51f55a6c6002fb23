import { guarded, Refusal } from '#foundation'
import { addressFor, quotedName, sendMail } from '#mail'
import { notify } from '#notifications'
import { incidentForPage } from '../transformers/for_pages.js'
import type { Delivery } from './delivery.js'
import { signedHeaders } from './signing.js'

/** `later` is tried again; `refused` never; `gone`: the receiver wants nothing any more. */
export type Outcome = { state: 'sent' } | { state: 'later' | 'refused' | 'gone'; reason: string }

const GONE = 410
const TIMEOUT_MS = 15_000
const MOST_BYTES = 100_000

/** Tells an incident by mail, through a source that can, or to a webhook. */
export function sendOn(delivery: Delivery, now: Date): Promise<Outcome> {
  switch (delivery.channel.kind) {
    case 'email':
      return byMail(delivery)
    case 'source':
      return throughSource(delivery, delivery.channel.target.connectionId, now)
    case 'webhook':
      return toWebhook(delivery, delivery.channel.target.url, now)
  }
}

const pathOf = ({ organization, incident }: Delivery) =>
  `/o/${organization.slug}/alerts/incidents/${incident.id}`

async function byMail(delivery: Delivery): Promise<Outcome> {
  const { organization, incident, addresses } = delivery
  for (const to of addresses) {
    await sendMail({
      to,
      organizationId: organization.id,
      subject: `${PRIORITY_WORDS[incident.priority]}: ${incident.title}`,
      paragraphs: [
        incident.message,
        `This is an alert of ${quotedName(organization.name)}. Acknowledge it so that others know that you are looking.`,
      ],
      action: { label: 'Open the incident', path: pathOf(delivery) },
      closing: 'You get this mail because of your role in this organization.',
    })
  }
  return { state: 'sent' }
}

const PRIORITY_WORDS = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' }

async function throughSource(
  delivery: Delivery,
  connectionId: string,
  now: Date
): Promise<Outcome> {
  const { organization, incident } = delivery
  const notice = {
    key: `alert:${incident.id}`,
    title: incident.title,
    text: incident.message,
    url: await addressFor(delivery.organization.id, pathOf(delivery)),
  }
  try {
    const outcome = await notify({ organization, connectionId }, notice, {
      correlationId: delivery.id,
      now,
    })
    if (outcome.state === 'refused') {
      return { state: outcome.isTemporary ? 'later' : 'refused', reason: outcome.reason }
    }
    return outcome.state === 'sent'
      ? { state: 'sent' }
      : { state: 'refused', reason: outcome.reason }
  } catch (error) {
    return unlessBug(error)
  }
}

async function toWebhook(delivery: Delivery, url: string, now: Date): Promise<Outcome> {
  const body = JSON.stringify({
    type: 'alert.opened',
    timestamp: delivery.incident.openedAt.toISOString(),
    data: {
      ...incidentForPage(delivery.incident),
      organization: delivery.organization.slug,
      url: await addressFor(delivery.organization.id, pathOf(delivery)),
    },
  })
  const headers = signedHeaders(body, delivery.id, { secrets: delivery.secrets, at: now })
  try {
    const { status } = await guarded.fetch(url, {
      ...{ method: 'POST', headers, body, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES },
    })
    return answered(status)
  } catch (error) {
    return unlessBug(error)
  }
}

function answered(status: number): Outcome {
  if (status >= 200 && status < 300) {
    return { state: 'sent' }
  }
  return status === GONE
    ? {
        state: 'gone',
        reason:
          'The receiver answered 410 Gone, so nothing is sent to it any more. Rotate the secret to switch it on again.',
      }
    : {
        state: 'later',
        reason: `The receiver answered ${status}. It is tried again for three days.`,
      }
}

/** A receiver that cannot be reached may be back tomorrow; a source that is gone will not. */
function unlessBug(error: unknown): Outcome {
  if (!(error instanceof Refusal)) {
    throw error
  }
  const isTemporary = error.code === 'E_ADDRESS_UNREACHABLE'
  return { state: isTemporary ? 'later' : 'refused', reason: error.message }
}
