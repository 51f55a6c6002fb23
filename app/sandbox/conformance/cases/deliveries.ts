import { givenHookTrial, outcomesOf, webhooksOf, type HookTrial } from '../hook_rig.js'
import type { Rig } from '../rig.js'
import { factsOf } from '../rows.js'
import { demand, type ReplayCase } from '../verdict.js'

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
      const status = await trial.receive({ ...sent, body: `${sent.body} ` })
      const forged = { ...sent, headers: { 'content-type': 'application/json' } }
      demand(status === 401, `changed bytes are answered with ${status}`)
      demand((await trial.receive(forged)) === 401, 'a delivery without signature is taken')
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
      const [event] = eventsOf(rig)
      const [sent] = trial.deliveries(event, { instead: { unheard: 'of' } })
      demand(sent !== undefined, 'the sandbox sends no webhooks to try')
      const status = await trial.receive(sent)
      demand(status === 200, `it is answered with ${status}, so the vendor sends it again for days`)
      const [{ outcome, reason }] = await outcomesOf(rig, trial)
      demand(outcome === 'ignored' && reason !== null, `it ends as ${outcome}`)
    },
  },
]

/** Ids of entities and streams belong to their connection, and so do the times. */
const OWN =
  /"(organization_id|stream_id|entity_id|breakdown_id|first_synced_at|synced_at)": ?[^,}]+,?/g

const withoutPlace = (fact: string): string => fact.replaceAll(OWN, '')
