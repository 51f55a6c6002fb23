import { factsOf, type ApiConnector, type FactMapping, type Plugin, type Stream } from '#kit'
import { metricOf } from './metric_of.js'
import type { Problems } from './problems.js'

/** What streams name has to exist, and what they say has to fit together. */
export function checkStreams(manifest: Plugin, connector: ApiConnector, problems: Problems) {
  for (const [name, stream] of Object.entries(connector.streams)) {
    checkMetrics(manifest, { name, stream }, problems)
    checkReferences(connector, { name, stream }, problems)
    checkModes({ name, stream }, problems)
    checkDescending({ name, stream }, problems)
    checkSlices({ name, stream }, problems)
  }
}

function checkSlices({ name, stream }: NamedStream, problems: Problems) {
  const { step, descending } = stream.cursor ?? {}
  const isAsked = isAnnounced(stream) || isSent('window', [stream, stream.report, stream.parents])
  if (step && !descending && !isAsked) {
    problems.add(
      `streams.${name}.cursor.step makes slices, and the call sends no window: every slice would bring everything`
    )
  }
}

/** Both say how a list without dates is read, in two ways that do not go together. */
function checkDescending({ name, stream }: NamedStream, problems: Problems) {
  if (stream.cursor?.descending && (stream.cursor.step || stream.order || stream.report)) {
    problems.add(
      `streams.${name}.cursor.descending reads one list until it leaves the window, so it goes with neither step, order nor report`
    )
  }
}

interface NamedStream {
  name: string
  stream: Stream
}

function checkReferences(connector: ApiConnector, named: NamedStream, problems: Problems) {
  const { streams, accounts } = connector
  const { name, stream } = named
  checkUpdates(streams, named, problems)
  if (stream.each && !accounts) {
    problems.add(`streams.${name}.each reads by account, and the connector lists no accounts`)
  }
  checkParent(streams, named, problems)
  checkAnnounced(connector, named, problems)
}

function checkUpdates(
  streams: ApiConnector['streams'],
  { name, stream }: NamedStream,
  problems: Problems
) {
  for (const { stream: target, removed } of stream.updates ?? []) {
    if (!streams[target] || streams[target].updates) {
      problems.add(`streams.${name}.updates names the unknown stream '${target}'`)
    } else if (removed && factsOf(streams[target]).some(({ mode }) => mode !== 'event')) {
      problems.add(
        `streams.${name}.updates removes records of ${target}, whose facts are no events`
      )
    }
  }
}

/** Whether a stream reads what deliveries announce. */
export const isAnnounced = (stream: Stream | undefined) =>
  stream?.parents !== undefined && 'announced' in stream.parents

/** Without days, every sync would read everything that was ever announced. */
function checkAnnounced(
  { webhooks }: ApiConnector,
  { name, stream }: NamedStream,
  problems: Problems
) {
  if (!isAnnounced(stream)) {
    return
  }
  if (!webhooks?.routes.some((route) => route.stream === name && route.announces)) {
    problems.add(`streams.${name}.parents are announced by no route of webhooks`)
  }
  if (!stream.cursor) {
    problems.add(
      `streams.${name}.cursor is missing: announcements are read by the day they arrived`
    )
  }
}

function checkParent(
  streams: ApiConnector['streams'],
  { name, stream }: NamedStream,
  problems: Problems
) {
  if (stream.report && stream.parents) {
    problems.add(
      `streams.${name} has a report and parents; one report is made per slice, not per parent`
    )
  }
  const above = parentOf(stream)
  if (above === undefined) {
    return
  }
  if (!streams[above] || isBelow(above, name, streams)) {
    problems.add(`streams.${name}.parents names '${above}', which is no stream above it`)
  } else if (streams[above].each !== stream.each) {
    problems.add(`streams.${name}.each must be what its parents' stream '${above}' says`)
  }
}

const parentOf = ({ parents }: Stream): string | undefined =>
  parents && 'stream' in parents ? parents.stream : undefined

/** Whether a stream is read by the records of the other one, at any distance, itself included. */
function isBelow(child: string, above: string, streams: ApiConnector['streams']): boolean {
  const seen = new Set<string>()
  let at: string | undefined = child
  while (at !== undefined && !seen.has(at)) {
    if (at === above) {
      return true
    }
    seen.add(at)
    const stream: Stream | undefined = streams[at]
    at = stream && parentOf(stream)
  }
  return at !== undefined
}

function checkModes({ name, stream }: NamedStream, problems: Problems) {
  const [first, ...others] = factsOf(stream)
  if (
    others.some(
      ({ mode, feeds, period }) =>
        mode !== first.mode || String(feeds) !== String(first.feeds) || period !== first.period
    )
  ) {
    problems.add(`streams.${name}.facts must all have the same mode, feeds and period`)
  }
  if (
    first &&
    first.mode !== 'snapshot' &&
    factsOf(stream).some(({ date }) => date === undefined)
  ) {
    problems.add(
      `streams.${name}.facts.date is missing; only a snapshot is dated by the day it is read`
    )
  }
}

const isSent = (variable: string, parts: unknown[]) =>
  new RegExp(`\\b${variable}\\b`).test(JSON.stringify(parts))

function checkMetrics(manifest: Plugin, { name, stream }: NamedStream, problems: Problems) {
  const metrics = factsOf(stream).flatMap((facts) => Object.keys(facts.metrics))
  for (const metric of new Set([...metrics, ...Object.keys(stream.totals?.metrics ?? {})])) {
    if (!metricOf(manifest, metric)) {
      problems.add(`streams.${name}.facts.metrics.${metric} is no metric of the catalogue`)
    }
  }
}

/** In one connector a metric's total has one source, or it would be counted twice. */
export function checkFeeds({ streams, webhooks }: ApiConnector, problems: Problems) {
  const feeders = new Map<string, string>()
  for (const [name, stream] of Object.entries({ ...webhooks?.streams, ...streams })) {
    for (const metric of new Set(factsOf(stream).flatMap(fedBy))) {
      const other = feeders.get(metric)
      if (other) {
        problems.add(`streams.${name} counts ${metric} again, which ${other} already answers for`)
      }
      feeders.set(metric, name)
    }
  }
}

function fedBy({ feeds, metrics }: FactMapping): string[] {
  if (feeds === 'detail') {
    return []
  }
  return Array.isArray(feeds) ? feeds : Object.keys(metrics)
}
