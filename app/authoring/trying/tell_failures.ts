import { traitsOf } from '#plugin_host'
import type { Exchange, Verdict } from '#sandbox'
import { complaintAbout, fixOf, printComplaint } from '../places/point_at.js'
import { placeOf, type SourcePlace } from '../places/source_place.js'
import { authoredPlugins, type AuthoredPlugin } from '../plugins/authored_plugins.js'

type Failed = Extract<Verdict, { status: 'failed' }>

/** Failures with place and fix, one text per root cause: what fails for the same reason is named below the first. */
export async function tellFailures(root: string, verdicts: Verdict[]): Promise<string[]> {
  const failed = verdicts.filter((verdict): verdict is Failed => verdict.status === 'failed')
  if (failed.length === 0) {
    return []
  }
  const known = await authoredPlugins(root)
  const plugins = new Map(known.map((plugin) => [plugin.id, plugin]))
  const causes = Map.groupBy(failed, causeOf)
  return Promise.all(
    [...causes.values()].map((same) => tellCause(root, plugins.get(same[0].plugin), same))
  )
}

/** Answers that say the request itself is wrong; the kit plants other failures on purpose. */
const WRONG_REQUEST = new Set([400, 404, 405, 409, 422])

/**
 * A request that the vendor does not understand stops everything that needs it. Otherwise the sentence tells causes apart,
 * without the numbers and names that differ from case to case.
 */
function causeOf({ reason, exchange }: Failed): string {
  const sentence = reason.split('\n')[0].replaceAll(/\d+|'[^']*'/g, '…')
  return exchange && WRONG_REQUEST.has(exchange.status ?? 0) ? placeInCalls(exchange) : sentence
}

const placeInCalls = ({ request, status }: Exchange) => `${request.replace(/\?.*$/s, '')} ${status}`

async function tellCause(
  root: string,
  plugin: AuthoredPlugin | undefined,
  [first, ...others]: Failed[]
) {
  const texts =
    first.level === 0
      ? await staticTexts(root, plugin, first)
      : [await replayText(root, plugin, first)]
  const also = others.map(({ title }) => title)
  return [
    `${first.plugin}, level ${first.level}: ${first.title}`,
    ...texts,
    ...(also.length > 0 ? [`  The same stops ${also.length} more: ${also.join('; ')}.`] : []),
  ].join('\n')
}

/** The sentences of level 0 are about the manifest or a file beside it. */
async function staticTexts(
  root: string,
  plugin: AuthoredPlugin | undefined,
  { reason, title }: Failed
) {
  const isManifest = title === MANIFEST && plugin !== undefined && plugin.reasons.length > 0
  const problems = isManifest ? plugin.reasons : reason.split('; ')
  const complaints = await Promise.all(
    problems.map((problem) => complaintAbout(plugin?.file, withoutId(problem)))
  )
  return complaints.map((each) => printComplaint(each, root))
}

const MANIFEST = 'the manifest is sound'
const withoutId = (problem: string) => problem.replace(/^plugin \S+: /, '')

async function replayText(
  root: string,
  plugin: AuthoredPlugin | undefined,
  { reason, exchange }: Failed
) {
  const place = plugin && (await streamPlace(plugin, reason))
  const text = printComplaint({ problem: reason, place, fix: fixOf(reason) }, root)
  return [text, ...(exchange ? exchangeLines(exchange) : [])].join('\n')
}

export const exchangeLines = ({ request, status, answer }: Exchange): string[] => [
  `  request: ${request}`,
  `  answer:  ${status ?? ''} ${answer}`.trimEnd(),
]

/** `campaigns: the key is not unique` is about a stream of that name. */
async function streamPlace(
  { file, manifest }: AuthoredPlugin,
  reason: string
): Promise<SourcePlace | undefined> {
  const [, name] = /^(\w+)[:,]/.exec(reason) ?? []
  for (const [connector, definition] of Object.entries(manifest?.connectors ?? {})) {
    if (name && name in traitsOf(definition).streams) {
      return placeOf(file, ['connectors', connector, 'streams', name])
    }
  }
  return undefined
}
