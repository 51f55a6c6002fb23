import { machine } from '../surroundings.js'
import { asOwner, givenAds, type GivenFacts } from './given_facts.js'
import { measureLineItems } from './line_items.js'
import { ceilingMs, QUESTIONS, timed } from './questions.js'

const LARGE_FACTS = 1_750_000
const LINE_ITEMS = 600_000

/**
 * `npm run bench:query [-- --facts=10000000 --organizations=1000]`: what questions take that nobody has asked before, of an
 * organization with 1.75 million facts among a thousand others, and how this grows with the number of its neighbors.
 */
export async function measure(args: string[]) {
  const given = (name: string, otherwise: number) =>
    Number(args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
  const organizations = given('organizations', 1_000)
  const facts = given('facts', 10_000_000)
  const large = Math.min(LARGE_FACTS, facts)
  const started = machine()
  const startMs = performance.now()
  const curve = await grow(organizations, (facts - large) / Math.max(1, organizations - 1))
  const largest = await givenAds(large)
  await asOwner((client) => client.query('VACUUM (ANALYZE) facts'))
  const preparedSeconds = Math.round((performance.now() - startMs) / 1_000)
  return {
    machine: started,
    postgres: JSON.parse(process.env.BENCH_SETTINGS ?? '{}'),
    facts: curve.facts + largest.facts,
    organizations,
    preparedSeconds,
    ceiling: { rawMonthByBreakdownMs: await ceilingMs(largest) },
    large: { facts: largest.facts, ...(await askEverything(largest)) },
    byOrganizations: curve.steps,
    lineItems: await measureLineItems(given('line-items', LINE_ITEMS)),
  }
}

async function askEverything({ id }: GivenFacts) {
  const answered: Record<string, object> = {}
  for (const [name, { query, goalMs }] of Object.entries(QUESTIONS)) {
    const took = await timed(id, query)
    answered[name] = { ...took, goalMs }
  }
  return answered
}

/** The same question of the same organization, beside 0, 9, 99 and 999 others. */
async function grow(organizations: number, factsEach: number) {
  const first = await givenAds(factsEach)
  let facts = first.facts
  const steps: object[] = []
  for (let count = 1; count < organizations; count++) {
    if (Number.isInteger(Math.log10(count))) {
      steps.push(await step(count, first))
    }
    const next = await givenAds(factsEach)
    facts += next.facts
  }
  steps.push(await step(organizations, first))
  return { facts, steps }
}

async function step(organizations: number, { id }: GivenFacts) {
  return { organizations, ...(await timed(id, QUESTIONS.monthByCampaignAndDevice.query)) }
}
