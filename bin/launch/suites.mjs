/** Runs Japa suites in shards, each with a database of its own, and counts what really ran. */
import { buildFrontEnd } from './front_end.mjs'
import { chromiumEnvironment } from './chromium.mjs'
import { explain } from './failure.mjs'
import { withoutLeftovers } from './leftovers.mjs'
import { loadSecrets } from './secrets.mjs'
import { openShard, prepareTemplate, startTestServer } from './testing/databases.mjs'
import { expectDurations, readDurations, recordDurations } from './testing/durations.mjs'
import { allowedShards, planShards } from './testing/plan.mjs'
import { tellEnd, tellPlan, tellSpec } from './testing/progress.mjs'
import { haveEnded, runShard } from './testing/shard.mjs'
import { matching, sizeOf, specsOf, splitFilters } from './testing/spec_files.mjs'

/** Suites that open a real browser. */
const BROWSER_SUITES = ['browser']
/** What the runner can only do for all specs together: it keeps one list of failures, and stops at the first. */
const TOGETHER = /^--(failed|bail|list-pinned|listPinned|help|reporters)\b|^-h$/

/** Answers one `{ name, passed, failed }` per suite. `chosen` names the only specs that are wanted. */
export async function runSuites(suites, { runnerArgs, chosen }) {
  const secrets = loadSecrets()
  const server = await startTestServer(secrets)
  try {
    const prepared = await prepareTemplate(server, secrets)
    demandSpecs(suites, runnerArgs)
    await buildFrontEnd(prepared)
    const results = []
    for (const suite of suites) {
      const plan = planOf(suite, { runnerArgs, chosen })
      results.push(await runSuite(suite, { ...plan, url: server.url, secrets }))
      if (haveEnded()) {
        throw explain('The tests were stopped before their end, so they have no result.')
      }
    }
    return results
  } finally {
    await server.stop()
  }
}

/** A filter that fits nothing is a slip of the pen, and no result. */
function demandSpecs(suites, runnerArgs) {
  const { filters } = splitFilters(runnerArgs)
  const isFound = suites.some((suite) => matching(specsOf(suite), filters).length > 0)
  if (filters.length > 0 && !isFound) {
    throw explain(
      `No spec of ${suites.join(', ')} fits --files=${filters.join(',')}: name the end of a path; * stands for one whole part of it.`
    )
  }
}

/** The specs of each shard, and what else the runner is told. */
function planOf(suite, { runnerArgs, chosen }) {
  const { filters, rest } = splitFilters(runnerArgs)
  const wanted = chosen ? specsOf(suite).filter((spec) => chosen.has(spec)) : specsOf(suite)
  const files = matching(wanted, filters)
  const most = rest.some((arg) => TOGETHER.test(arg)) ? 1 : allowedShards()
  const expected = expectDurations(files, { durations: readDurations(), sizeOf })
  return { shards: planShards(expected, most), rest }
}

async function runSuite(suite, { shards, rest, url, secrets }) {
  const browser = BROWSER_SUITES.includes(suite) ? await chromiumEnvironment() : {}
  const isAlone = shards.length === 1
  if (!isAlone) {
    tellPlan(suite, shards)
  }
  const opened = []
  for (const [index] of shards.entries()) {
    opened.push(await openShard(`${suite}-${index + 1}`, { url, secrets }))
  }
  const results = await Promise.all(
    shards.map((files, index) => {
      const label = `${suite} ${index + 1}/${shards.length}`
      const environment = { ...opened[index].environment, ...browser }
      const args = [...rest, ...files.map((file) => `--files=${file}`)]
      return runClean({ suite, label, isAlone, environment, args }, opened[index].close)
    })
  )
  return { name: suite, ...sumOf(results) }
}

async function runClean({ label, environment, ...shard }, close) {
  const result = await withoutLeftovers({ environment, label }, (clean) =>
    runShard({
      ...shard,
      environment: clean,
      onSpec: (spec) => !shard.isAlone && tellSpec(label, spec),
    })
  )
  if (!shard.isAlone && !haveEnded()) {
    tellEnd(label, result)
  }
  recordDurations(result.durations)
  await close()
  return result
}

const KEYS = ['passed', 'failed', 'skipped']

const sumOf = (results) =>
  Object.fromEntries(KEYS.map((key) => [key, results.reduce((sum, each) => sum + each[key], 0)]))

/** Prints the closing line and answers the exit code. */
export function summary(results) {
  const total = sumOf(results.map((result) => ({ passed: 0, failed: 0, skipped: 0, ...result })))
  for (const { name, passed, failed } of results) {
    process.stdout.write(`${failed > 0 ? '✘' : '✔'} ${name}: ${passed} passed, ${failed} failed\n`)
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.failed > 0 || total.passed === 0 ? 1 : 0
}
