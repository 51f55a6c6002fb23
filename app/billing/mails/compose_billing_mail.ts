import { METER_WORDS } from '#billing/limits/plan_limit'
import type { Occasion } from '#billing/mails/announce_changes'
import type { Entitlements } from '#billing/entitlements'
import type { Meter } from '#billing/plans/plan'

interface About {
  organizationName: string
  entitled: Entitlements
  /** Which one of its kind, for example `records:80`. */
  about: string
}

interface Words {
  subject: string
  paragraphs: string[]
}

const dayOf = (entitled: Entitlements) =>
  (entitled.until ?? entitled.period.end).toFormat('d LLLL yyyy')

const WORDS: Record<Occasion, (about: About) => Words> = {
  trial_ends: ({ organizationName, entitled }) => ({
    subject: `The trial of ${organizationName} ends on ${dayOf(entitled)}`,
    paragraphs: [
      `Until ${dayOf(entitled)} ${organizationName} has everything. After that it is on the Free plan, unless you choose another one.`,
      'Nothing is lost: what does not fit into the Free plan waits and continues when you choose a larger one.',
    ],
  }),
  trial_ended: ({ organizationName, entitled }) => ({
    subject: `The trial of ${organizationName} has ended`,
    paragraphs: [
      `${organizationName} is on the ${entitled.planName} plan now.`,
      'Nothing is lost: what does not fit into it waits and continues when you choose a larger plan.',
    ],
  }),
  payment_failed: ({ organizationName, entitled }) => ({
    subject: `A payment for ${organizationName} failed`,
    paragraphs: [
      'The card was declined. We try again over the next days, and everything works meanwhile.',
      `Without a payment ${organizationName} moves to the Free plan on ${dayOf(entitled)}.`,
    ],
  }),
  plan_lost: ({ organizationName }) => ({
    subject: `${organizationName} is on the Free plan now`,
    paragraphs: [
      'The last payment could not be collected, so the subscription has ended.',
      'Nothing is lost: choose a plan and everything continues where it stopped.',
    ],
  }),
  plan_changed: ({ organizationName, entitled }) => ({
    subject: `${organizationName} is on the ${entitled.planName} plan`,
    paragraphs: [`The subscription was changed. What it includes now is shown under Billing.`],
  }),
  limit_near: limitNear,
}

function limitNear({ organizationName, entitled, about }: About): Words {
  const [subject, percent] = about.split(':')
  const name = subject === 'cap' ? 'the spending cap' : METER_WORDS[subject as Meter].many
  const isReached = percent === '100'
  return {
    subject: isReached
      ? `${organizationName} has reached its limit of ${name}`
      : `${organizationName} has used ${percent} % of its limit of ${name}`,
    paragraphs: [
      `The ${entitled.planName} plan's period ends on ${entitled.period.end.toFormat('d LLLL yyyy')}.`,
      isReached
        ? 'What does not fit waits until then, or continues at once with a larger plan or cap. Nothing is lost.'
        : 'Nothing has to be done now. At 100 % what does not fit waits.',
    ],
  }
}

export const billingMail = (occasion: Occasion, about: About): Words => WORDS[occasion](about)
