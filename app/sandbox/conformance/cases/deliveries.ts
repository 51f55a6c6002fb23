import { givenHookTrial, outcomesOf, webhooksOf, type HookTrial } from '../hook_rig.js'
import type { Rig } from '../rig.js'
import { factsOf } from '../rows.js'
import { withValueAt } from '../../wire/places.js'
import { demand, type ReplayCase } from '../verdict.js'

type Sent = ReturnType<HookTrial['deliveries']>[number]

const YEAR_MS = 365 * 86_400_000

const declared = (rig: Rig) => (webhooksOf(rig) ? undefined : 'its vendor sends no webhooks')
const waysOf = (rig: Rig) => [webhooksOf(rig)!.verify].flat()
const isSigned = (rig: Rig) =>
  declared(rig) ??
  (rig.signsWebhooks || waysOf(rig).every(({ kind }) => kind === 'hmac' || kind === 'token')
    ? undefined
    : 'its vendor signs nothing: the address is secret')
/** News of a stream that is read only has it read again, which other cases try. */
const delivers = (rig: Rig) =>
  declared(rig) ??
  (Object.keys(webhooksOf(rig)!.streams ?? {}).length > 0
    ? undefined
    : 'its deliveries only say that there is news')

const eventsOf = ({ events }: Rig) => events

/** Everything the vendor has to say, of every kind. */
function everything(rig: Rig, trial: HookTrial) {
  const sent = eventsOf(rig).flatMap((event) => trial.deliveries(event))
  demand(sent.length > 0, 'the sandbox sends no webhooks to try')
  return sent
}

/** What a sender without the secret could make of a delivery. */
function forgeriesOf({ bodySignature }: Rig, sent: Sent) {
  if (!bodySignature) {
    const headers = { 'content-type': 'application/json' }
    return [
      { what: 'with changed bytes', forged: { ...sent, body: `${sent.body} ` } },
      { what: 'without signature', forged: { ...sent, headers } },
    ]
  }
  const { field, over } = bodySignature
  return [field, ...over].map((place) => {
    const body = JSON.stringify(withValueAt(JSON.parse(sent.body), place, 'forged'))
    return { what: `with another ${place}`, forged: { ...sent, body } }
  })
}

/** Where the signature is part of the body, only a real event can carry one: the sandbox sends one that is not used. */
const unheardOf = (rig: Rig, trial: HookTrial) =>
  rig.bodySignature
    ? everything(rig, trial)
    : eventsOf(rig)
        .slice(0, 1)
        .flatMap((event) => trial.deliveries(event, { instead: { unheard: 'of' } }).slice(0, 1))

async function receiveAll(trial: HookTrial, sent: ReturnType<HookTrial['deliveries']>) {
  for (const each of sent) {
    const status = await trial.receive(each)
    demand(status === 200, `a delivery of the vendor is answered with ${status}`)
  }
  await trial.work()
}

export const deliveryCases: ReplayCase[] = [
  {
    title: 'deliveries are taken, and each lands or is ignored with a reason',
    skip: declared,
    async run(rig) {
      const trial = await givenHookTrial(rig)
      await receiveAll(trial, everything(rig, trial))
      const outcomes = await outcomesOf(rig, trial)
      const failed = outcomes.find(({ outcome }) => outcome === 'failed' || outcome === 'refused')
      demand(!failed, `one ends as ${failed?.outcome}: ${failed?.reason}`)
      const used = outcomes.filter(({ code }) => code !== 'E_EVENT_UNUSED')
      demand(used.length > 0, 'none of them is used')
    },
  },
  {
    title: 'a delivery with a bad signature is refused',
    skip: isSigned,
    async run(rig) {
      const trial = await givenHookTrial(rig)
      const [sent] = everything(rig, trial)
      for (const { what, forged } of forgeriesOf(rig, sent)) {
        const status = await trial.receive(forged)
        demand(status === 401, `a delivery ${what} is answered with ${status}`)
      }
    },
  },
  {
    title: 'a delivery that comes twice counts once',
    skip: delivers,
    async run(rig) {
      const trial = await givenHookTrial(rig)
      const sent = everything(rig, trial)
      await receiveAll(trial, sent)
      const before = await factsOf(rig, trial.connection.id)
      demand(before.length > 0, 'nothing was stored')
      await receiveAll(trial, sent)
      const after = await factsOf(rig, trial.connection.id)
      demand(before.join() === after.join(), 'the numbers differ')
      const outcomes = await outcomesOf(rig, trial)
      demand(outcomes.length === sent.length, 'the vendor’s id does not tell deliveries apart')
    },
  },
  {
    title: 'deliveries in another order end in the same numbers',
    skip: delivers,
    async run(rig) {
      const numbers: string[] = []
      for (const order of ['sent', 'reversed']) {
        const trial = await givenHookTrial(rig)
        const sent = everything(rig, trial)
        await receiveAll(trial, order === 'sent' ? sent : sent.toReversed())
        const facts = await factsOf(rig, trial.connection.id)
        demand(facts.length > 0, 'nothing was stored')
        numbers.push(facts.map(withoutPlace).sort().join())
      }
      demand(numbers[0] === numbers[1], 'the order of arrival changes the numbers')
    },
  },
  {
    title: 'a delivery from last year is refused',
    skip: (rig) =>
      declared(rig) ??
      (waysOf(rig).every(({ kind }) => kind === 'refetch') || webhooksOf(rig)!.mapping
        ? 'its senders do not say when, or what they say is asked for again'
        : undefined),
    async run(rig) {
      const trial = await givenHookTrial(rig)
      const nextYear = new Date(rig.now.getTime() + YEAR_MS)
      const sent = everything(rig, trial)
      const statuses = await Promise.all(sent.map((each) => trial.receive(each, nextYear)))
      demand(statuses.includes(401), 'it is taken: webhooks.verify says nothing of `at`')
    },
  },
  {
    title: 'an unknown event is ignored and counted',
    skip: (rig) =>
      declared(rig) ?? (webhooksOf(rig)!.mapping ? 'the person says what is used' : undefined),
    async run(rig) {
      const trial = await givenHookTrial(rig)
      const sent = unheardOf(rig, trial)
      demand(sent.length > 0, 'the sandbox sends no webhooks to try')
      for (const each of sent) {
        const status = await trial.receive(each)
        demand(status === 200, `it is answered with ${status}, so the vendor sends it for days`)
      }
      const outcomes = await outcomesOf(rig, trial)
      const ignored = outcomes.find(({ outcome }) => outcome === 'ignored')
      demand(ignored !== undefined, `it ends as ${outcomes[0]?.outcome}`)
      demand(ignored.reason !== null, 'nothing says why it is ignored')
    },
  },
]

/** Ids of entities and streams belong to their connection, and so do the times. */
const OWN =
  /"(organization_id|stream_id|entity_id|breakdown_id|first_synced_at|synced_at)": ?[^,}]+,?/g

const withoutPlace = (fact: string): string => fact.replaceAll(OWN, '')
